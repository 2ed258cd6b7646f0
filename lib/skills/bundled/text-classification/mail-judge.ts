import type { JsonObject } from "../../../core/kit/json.ts";
import type { RecordedJudge } from "../../../core/run/spec.ts";
import { createRecordedJudge } from "../../../judging/recorded-llm-judge.ts";
import { parseRecording } from "../../../judging/judge-recording.ts";
import type { MailRef } from "./corpus.ts";
import recorded from "./recorded-judgements.json" with { type: "json" };

const recording = parseRecording("recorded-judgements.json", recorded);

/** Says of some mails of the corpus whether they are spam, without having seen their labels. */
export const mailJudge = createRecordedJudge(recording, ({ path }: Pick<MailRef, "path">) => readChecksum(path));

export const MAIL_JUDGE: RecordedJudge = {
  metricId: "judge_agreement",
  title: "Recorded judge",
  question: recording.question,
  recordedBy: recording.judge,
  recordedAt: recording.recordedAt,
  answers: Object.keys(recording.answers).length,
};

/** null when the run's options turn it off; a run made before there was a judge says nothing of it. */
export function chooseJudge({ judge }: JsonObject): typeof mailJudge | null {
  return judge === "off" ? null : mailJudge;
}

/** The file name is number.md5.json. */
function readChecksum(path: string): string | null {
  return /([0-9a-f]{32})\.json$/.exec(path)?.[1] ?? null;
}
