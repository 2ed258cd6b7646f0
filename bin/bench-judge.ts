import { readMailText, readSplit, type MailRef } from "../lib/skills/bundled/text-classification/corpus.ts";
import { countFeatures } from "../lib/skills/bundled/text-classification/features.ts";
import { MAIL_JUDGE, mailJudge } from "../lib/skills/bundled/text-classification/mail-judge.ts";
import { trainClassifier } from "../lib/skills/bundled/text-classification/neighbours.ts";
import { judgeGoal } from "./goals.ts";

/**
 * Measures how often the recorded judge, the label and the skill agree on a mail, per corpus folder. `npm run bench:judge`.
 * Goals over all mails: judge and label agree in at least 95 %, judge and skill in at least 90 %.
 */
const LABEL_GOAL = 0.95;
const SKILL_GOAL = 0.9;

function main(): void {
  const { training, testPool } = readSplit();
  const classifier = trainClassifier(
    training.map((mail) => ({ features: countFeatures(readMailText(mail)), isSpam: mail.isSpam })),
  );
  const judged = testPool.flatMap((mail) => {
    const answer = mailJudge.judge(mail);
    if (answer === null) return [];
    const judge = answer.verdict === "spam";
    const skill = classifier.classify(countFeatures(readMailText(mail))).isSpam;
    return [{ mail, judge, skill, label: mail.isSpam }];
  });
  console.log(`${MAIL_JUDGE.recordedBy}, ${MAIL_JUDGE.recordedAt}`);
  for (const [folder, mails] of [...Map.groupBy(judged, ({ mail }) => mail.folder), ["all", judged] as const])
    console.log(describe(folder, mails));
  const agreement = (other: "label" | "skill"): number =>
    judged.filter((mail) => mail.judge === mail[other]).length / judged.length;
  console.log(`judge and label ≥ ${LABEL_GOAL * 100} %: ${judgeGoal(agreement("label") >= LABEL_GOAL)}`);
  console.log(`judge and skill ≥ ${SKILL_GOAL * 100} %: ${judgeGoal(agreement("skill") >= SKILL_GOAL)}`);
}

type Judged = { readonly mail: MailRef; readonly judge: boolean; readonly skill: boolean; readonly label: boolean };

function describe(folder: string, mails: readonly Judged[]): string {
  const share = (agrees: (mail: Judged) => boolean): string =>
    `${((100 * mails.filter(agrees).length) / mails.length).toFixed(1).padStart(5)} %`;
  const figures = [
    `judge and label ${share(({ judge, label }) => judge === label)}`,
    `judge and skill ${share(({ judge, skill }) => judge === skill)}`,
    `skill and label ${share(({ skill, label }) => skill === label)}`,
  ];
  return `${folder.padEnd(12)} ${String(mails.length).padStart(4)} mails   ${figures.join("   ")}`;
}

main();
