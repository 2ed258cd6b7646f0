import type { RunInput } from "@/lib/core/run/spec";
import { describeLabels } from "@/lib/core/words/describe-labels";

/** Explains metrics without a value: rows without a label are compared with nothing. */
export function LabelsNote({ input, className }: { input: RunInput | null; className?: string }) {
  const note = input === null ? null : describeLabels(input);
  return note === null ? null : <p className={className}>{note}</p>;
}
