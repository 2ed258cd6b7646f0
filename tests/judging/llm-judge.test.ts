import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { computeMetrics, computeQuality } from "../../lib/core/metrics/score.ts";
import { JUDGE_AGREEMENT, describeDissent, toAgreement } from "../../lib/judging/judge-agreement.ts";
import { createRecordedJudge } from "../../lib/judging/recorded-llm-judge.ts";
import { parseRecording } from "../../lib/judging/judge-recording.ts";
import { buildRunSpec } from "../../lib/operations/runs/build-run-spec.ts";
import { StartRunInput } from "../../lib/operations/runs/start-run-input.ts";
import { readSplit } from "../../lib/skills/bundled/text-classification/corpus.ts";
import { chooseJudge, MAIL_JUDGE, mailJudge } from "../../lib/skills/bundled/text-classification/mail-judge.ts";
import { textClassification } from "../../lib/skills/bundled/text-classification/skill.ts";
import { openSkill } from "../support/skill-run.ts";

const answer = (verdict: string, score: number) => ({ verdict, score, reason: "so it reads" });
const recording = {
  judge: "a person",
  recordedAt: "2030-01-02",
  question: "Is it spam?",
  shown: "all of it",
  scale: "0 ham, 1 spam",
  verdicts: ["ham", "spam"],
  answers: { a: answer("spam", 0.9), b: answer("ham", 0.2) },
};

/** The metric over items that the skill classifies as spam, judged by the recording. */
function measure(judged: typeof recording): number | null | undefined {
  const judge = createRecordedJudge(parseRecording("test", judged), (item: string) => item);
  const items = ["a", "b", "c"].map((item) => toAgreement(judge.judge(item), "spam"));
  const sum = (pick: (item: (typeof items)[number]) => number) => items.reduce((total, item) => total + pick(item), 0);
  const sums = { judged: sum((item) => item.judged), judge_agrees: sum((item) => item.judge_agrees) };
  return computeMetrics([JUDGE_AGREEMENT], { sums, percentile: () => null, busyMs: 1 }).judge_agreement;
}

test("[C6] an edited answer changes the metric; an item without an answer does not count", () => {
  expect(measure(recording)).toBe(0.5);
  expect(measure({ ...recording, answers: { ...recording.answers, b: answer("spam", 0.9) } })).toBe(1);
  expect(measure({ ...recording, answers: { ...recording.answers, c: answer("spam", 0.9) } } as never)).toBe(2 / 3);
  expect(measure({ ...recording, answers: {} } as never)).toBeNull();
});

test("[C6] the judge is shown and not scored: the quality is the same with and without it", () => {
  const { metrics } = textClassification.manifest;
  const values = { accuracy: 0.9, spam_recall: 0.9, f1: 0.9 };
  expect(computeQuality(metrics, { ...values, judge_agreement: 0 })).toBe(computeQuality(metrics, values));
});

test.each<[string, object, RegExp]>([
  ["an unknown verdict", { answers: { a: answer("maybe", 0.5) } }, /answers\.a\.verdict must be ham or spam/],
  ["a score above 1", { answers: { a: answer("ham", 2) } }, /answers\.a\.score must be 0 to 1/],
  ["no day", { recordedAt: "yesterday" }, /recordedAt must be a day/],
  ["no judge", { judge: " " }, /judge must not be empty/],
])("[C6] a recording with %s is refused with the field's name", (_, change, message) => {
  expect(() => parseRecording("our.json", { ...recording, ...change })).toThrow(message);
  expect(() => parseRecording("our.json", { ...recording, ...change })).toThrow("our.json");
});

test("[C6] the bundled judge covers every folder, no training mails, and does not just repeat the labels", () => {
  const { training, testPool } = readSplit();
  expect(training.filter((mail) => mailJudge.judge(mail) !== null)).toEqual([]);
  const judged = testPool.flatMap((mail) => {
    const said = mailJudge.judge(mail);
    return said === null ? [] : [{ folder: mail.folder, agrees: (said.verdict === "spam") === mail.isSpam }];
  });
  expect(judged).toHaveLength(MAIL_JUDGE.answers);
  const folders = [...Map.groupBy(judged, ({ folder }) => folder).values()];
  expect(folders.map((mails) => mails.length >= 30)).toEqual(Array.from({ length: 5 }, () => true));
  expect(judged.filter(({ agrees }) => agrees).length).toBe(236);
  expect(MAIL_JUDGE).toMatchObject({ recordedAt: "2026-11-23", recordedBy: expect.stringContaining("Claude") });
});

test("[C6] the skill reports the judge's answers, logs its name, and reports nothing when it is off", async () => {
  const session = await openSkill("text-classification", { items: 10, seed: 1 });
  const said: string[] = [];
  const outcomes: string[] = [];
  await session.invokeBatch(session.items, {
    indices: session.items.map((_, index) => index),
    progress: () => {},
    signal: new AbortController().signal,
    log: (_, text) => said.push(text),
    report: ({ outcome }) => outcomes.push(outcome ?? ""),
  });
  expect(said).toEqual([expect.stringMatching(/^Recorded judge: Claude.*It judged 10 of these 10 mails\.$/)]);
  expect(outcomes).toHaveLength(10);
  expect(chooseJudge(textClassification.manifest.options.parse({ judge: "off" }))).toBeNull();
});

test.each([
  ["kept", {}, null, MAIL_JUDGE],
  ["none when it is off", { judge: "off" }, null, null],
  ["none with uploaded rows", {}, { inputId: "input_1", name: "own.csv", rows: 500 }, null],
])("[C6] the run spec names the judge: %s", (_, options, input, judge) => {
  const asked = StartRunInput.parse({ skill: "text-classification", options });
  const spec = buildRunSpec(asked, textClassification.manifest, { prices: null, input });
  expect(spec).toMatchObject({ ok: true, value: { judge } });
});

test("[C6] the outcome of an item names a disagreement with the judge", () => {
  expect(describeDissent(answer("spam", 0.9), "ham")).toBe("; the judge says spam, .90: so it reads");
  expect([describeDissent(answer("spam", 0.9), "spam"), describeDissent(null, "spam")]).toEqual(["", ""]);
});

test("[C6] the recording contains every answer once", () => {
  const file = new URL("../../lib/skills/bundled/text-classification/recorded-judgements.json", import.meta.url);
  const keys = readFileSync(file, "utf8").match(/"[0-9a-f]{32}"/g) ?? [];
  expect(new Set(keys).size).toBe(keys.length);
});
