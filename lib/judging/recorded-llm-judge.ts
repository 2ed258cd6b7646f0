import type { Judge, JudgeAnswer } from "./llm-judge.ts";
import type { JudgeRecording } from "./judge-recording.ts";

/** Judges as the recording says, with no network and the same answer each time; an item without a key has none. */
export function createRecordedJudge<Item>(
  recording: JudgeRecording,
  keyOf: (item: Item) => string | null,
): Judge<Item, unknown> & { judge(item: Item): JudgeAnswer | null } {
  const { judge, recordedAt, question, scale } = recording;
  const answers = new Map(Object.entries(recording.answers));
  return {
    provenance: { judge, recordedAt, question, scale },
    judge(item) {
      const key = keyOf(item);
      return key === null ? null : (answers.get(key) ?? null);
    },
  };
}
