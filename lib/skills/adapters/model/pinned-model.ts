import { basename } from "node:path";
import { toKey, toValues, type AskModel } from "./question.ts";
import type { Recording, RecordingWriter } from "./recording.ts";
import type { Wait } from "./wait.ts";

/** Asks the model, and keeps each answer. */
export function createRecordingModel(ask: AskModel, writer: RecordingWriter, wallTime: () => Date): AskModel {
  return async (question, call) => {
    const answer = await ask(question, call);
    await writer.add(toKey(question), answer, wallTime().toISOString());
    return answer;
  };
}

export type ReplayOptions = {
  readonly folder: string;
  readonly pace: "recorded" | "fast";
  /** of an answer that was recorded without its time */
  readonly paceMs: number;
  readonly wait: Wait;
};

/** Replays kept answers: no network. A question without an answer fails its item. */
export function createReplayedModel(
  recording: Recording | null,
  { folder, pace, paceMs, wait }: ReplayOptions,
): AskModel {
  return async (question, { signal, addCost }) => {
    const found = recording?.answers.get(toKey(question));
    if (found === undefined) throw new Error(describeMissing(basename(folder), question.model));
    const { recordedAt: _, ...answer } = found;
    addCost(toValues(answer));
    if (pace === "recorded") await wait(answer.latencyMs ?? paceMs, signal);
    return answer;
  };
}

function describeMissing(skillId: string, model: string): string {
  return `No answer of ${model} is recorded for this item and prompt. Record it once: triptych run ${skillId} --option answers=record`;
}
