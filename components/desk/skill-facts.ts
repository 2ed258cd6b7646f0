import type { RecordedJudge } from "@/lib/core/run/spec";
import type { SkillManifest } from "@/lib/skills/contract/contract";

/** What the start form tells of a skill: what of its manifest can be sent to a page. */
export type SkillFact = {
  readonly id: string;
  readonly title: string;
  readonly maxItems: number;
  readonly input: {
    readonly columns: readonly { readonly name: string; readonly required: boolean; readonly description: string }[];
    readonly unit: SkillManifest["unit"];
    readonly example: { readonly name: string; readonly content: string };
  } | null;
  /** why it takes no rows */
  readonly noInput: string;
  readonly judge: RecordedJudge | null;
};

export function toSkillFact({ id, title, maxItems, unit, input, noInput, judge }: SkillManifest): SkillFact {
  return {
    id,
    title,
    maxItems,
    input: input === undefined ? null : { columns: input.columns, unit: input.unit ?? unit, example: input.example },
    noInput: noInput ?? "It works on its own data.",
    judge: judge ?? null,
  };
}
