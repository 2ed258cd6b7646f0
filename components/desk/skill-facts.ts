import type { RecordedJudge } from "@/lib/core/run/spec";
import type { SkillManifest } from "@/lib/skills/contract/contract";
import { ownInputText } from "@/lib/view/text/desk/start-form";

/** The part of a skill's manifest that the start form needs. */
export type SkillFact = {
  readonly id: string;
  readonly title: string;
  readonly maxItems: number;
  readonly input: {
    readonly columns: readonly { readonly name: string; readonly required: boolean; readonly description: string }[];
    readonly unit: SkillManifest["unit"];
    readonly example: { readonly name: string; readonly content: string };
  } | null;
  /** why it accepts no file */
  readonly noInput: string;
  readonly judge: RecordedJudge | null;
};

export function toSkillFact({ id, title, maxItems, unit, input, noInput, judge }: SkillManifest): SkillFact {
  return {
    id,
    title,
    maxItems,
    input: input === undefined ? null : { columns: input.columns, unit: input.unit ?? unit, example: input.example },
    noInput: noInput ?? ownInputText.noReason,
    judge: judge ?? null,
  };
}
