import { z } from "zod";
import type { RecordedJudge } from "@/lib/core/run/spec";
import type { SkillManifest } from "@/lib/skills/contract/contract";
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
    readonly unit: SkillManifest["unit"];
    readonly example: { readonly name: string; readonly content: string };
  } | null;
  /** why it accepts no file */
  readonly noInput: string;
  readonly judge: RecordedJudge | null;
  /** by which variants may differ; the judge has a switch of its own */
  readonly options: readonly OptionField[];
};

export function toSkillFact(skill: SkillManifest): SkillFact {
  const { id, title, maxItems, stage, unit, input, noInput, judge, options } = skill;
  return {
    id,
    title,
    maxItems,
    stageItems: stage.items.simple,
    input: input === undefined ? null : { columns: input.columns, unit: input.unit ?? unit, example: input.example },
    noInput: noInput ?? ownInputText.noReason,
    judge: judge ?? null,
    options: toOptionFields(z.toJSONSchema(options, { io: "input", unrepresentable: "any" }), ["judge"]),
  };
}
