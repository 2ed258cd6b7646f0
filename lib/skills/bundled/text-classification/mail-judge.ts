import type { JsonObject } from "../../../core/kit/json.ts";
import type { RecordedJudge } from "../../../core/run/spec.ts";
import { createRecordedJudge } from "../../../judging/recorded-llm-judge.ts";
import { parseRecording } from "../../../judging/judge-recording.ts";
import type { MailRef } from "./corpus.ts";
import recorded from "./recorded-judgements.json" with { type: "json" };

const recording = parseRecording("recorded-judgements.json", recorded);

/** The recorded LLM judge of the corpus mails; it classified a sample without seeing the labels. */
export const mailJudge = createRecordedJudge(recording, ({ path }: Pick<MailRef, "path">) => readChecksum(path));

export const MAIL_JUDGE: RecordedJudge = {
  metricId: "judge_agreement",
  title: "Recorded judge",
  question: recording.question,
  recordedBy: recording.judge,
  recordedAt: recording.recordedAt,
  answers: Object.keys(recording.answers).length,
};

/** null when the run's options turn the judge off. Runs older than the judge lack the option and count as off. */
export function chooseJudge({ judge }: JsonObject): typeof mailJudge | null {
  return judge === "off" ? null : mailJudge;
}

/** The file name is number.md5.json. */
function readChecksum(path: string): string | null {
  return /([0-9a-f]{32})\.json$/.exec(path)?.[1] ?? null;
}
