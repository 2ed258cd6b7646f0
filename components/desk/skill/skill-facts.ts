import { z } from "zod";
import type { RecordedJudge } from "@/lib/core/run/spec";
import type { SkillInput, SkillManifest } from "@/lib/skills/contract/contract";
import type { CheckPlan } from "@/lib/skills/check/plan-check";
import type { InstalledSkill } from "@/lib/skills/sources/installed-skill";
import { toOptionFields, type OptionField } from "@/lib/view/variants/option-fields";
import { ownInputText } from "@/lib/view/text/desk/start-form";

/** The part of a skill's manifest that the start form needs. */
export type SkillFact = {
  readonly id: string;
  readonly title: string;
  readonly maxItems: number;
  /** of its smallest stage scenario, and of each variant */
  readonly stageItems: number;
  readonly input: {
    readonly columns: readonly { readonly name: string; readonly required: boolean; readonly description: string }[];
    /** every column reaches the skill, and the start chooses the one that holds what is expected */
    readonly anyColumns: boolean;
    /** the column that the skill's own definition names; "" for none */
    readonly expectedColumn: string;
    readonly unit: SkillManifest["unit"];
    readonly example: { readonly name: string; readonly content: string };
  } | null;
  /** why it accepts no file */
  readonly noInput: string;
  readonly judge: RecordedJudge | null;
  /** by which variants may differ; those of the whole run are none */
  readonly options: readonly OptionField[];
  /** of the operator's folder, with rows of its own or without */
  readonly isOwn: boolean;
  readonly needsRows: boolean;
  readonly check: Pick<CheckPlan, "items" | "paidCalls">;
};

export function toSkillFact({ manifest, folder }: InstalledSkill, check: CheckPlan): SkillFact {
  const { id, title, maxItems, stage, unit, input, noInput, judge, needsRows, options, runOptions = [] } = manifest;
  return {
    id,
    title,
    maxItems,
    stageItems: stage.items.simple,
    input: input === undefined ? null : toInputFact(input, unit),
    noInput: noInput ?? ownInputText.noReason,
    judge: judge ?? null,
    isOwn: folder !== undefined,
    needsRows: needsRows === true,
    check,
    options: toOptionFields(z.toJSONSchema(options, { io: "input", unrepresentable: "any" }), runOptions),
  };
}

function toInputFact(input: SkillInput, unit: SkillManifest["unit"]): NonNullable<SkillFact["input"]> {
  const { columns, anyColumns = false, truth, example } = input;
  return { columns, anyColumns, expectedColumn: truth?.column ?? "", unit: input.unit ?? unit, example };
}
