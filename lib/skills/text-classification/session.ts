import type { DataRequest, SkillSession } from "../contract.ts";
import { workThrough } from "../work-through.ts";
import { readMailText, readSplit, type MailRef } from "./corpus.ts";
import { drawMails } from "./draw-mails.ts";
import { countFeatures } from "./features.ts";
import { trainClassifier } from "./neighbours.ts";

export function openSession({ seed, items: count, distribution }: DataRequest): SkillSession<MailRef> {
  const { training, testPool } = readSplit();
  const classifier = trainClassifier(
    training.map((mail) => ({ features: countFeatures(readMailText(mail)), isSpam: mail.isSpam })),
  );

  function classify(mail: MailRef) {
    const { isSpam } = classifier.classify(countFeatures(readMailText(mail)));
    const cell = isSpam ? (mail.isSpam ? "tp" : "fp") : mail.isSpam ? "fn" : "tn";
    const values = { tp: 0, fp: 0, tn: 0, fn: 0, correct: isSpam === mail.isSpam ? 1 : 0, [cell]: 1 };
    return { values, outcome: `${describe(isSpam, mail.isSpam)} (${mail.path.replace(/\..*$/, "")})` };
  }

  return {
    items: drawMails({ pool: testPool, seed, count, distribution }),
    invokeBatch: (items, context) => workThrough(items, context, classify),
  };
}

function describe(taken: boolean, truly: boolean): string {
  const name = (isSpam: boolean) => (isSpam ? "spam" : "ham");
  return taken === truly ? `${name(truly)} told as ${name(taken)}` : `${name(truly)} taken for ${name(taken)}`;
}
