import { formatCount } from "../../../core/words/format.ts";
import { describeDissent, toAgreement } from "../../../judging/judge-agreement.ts";
import type { DataRequest, SkillSession } from "../../contract/contract.ts";
import { processItems } from "../../contract/process-items.ts";
import { readMailText, readSplit, toFeatureText } from "./corpus.ts";
import { drawMails } from "./draw-mails.ts";
import { countFeatures } from "./features.ts";
import { chooseJudge, type mailJudge } from "./mail-judge.ts";
import { isOfCorpus, labelMail, readText, toOwnMail, type Mail } from "./mail.ts";
import { MailOptions } from "./options.ts";
import { trainClassifier } from "./neighbours.ts";

export function openSession(request: DataRequest): SkillSession<Mail> {
  const { seed, items: count, distribution, options, input } = request;
  const judge = chooseJudge(options);
  const { neighbours, trainingMails } = MailOptions.parse(options);
  const { training, testPool } = readSplit();
  const classifier = trainClassifier(
    thin(training, trainingMails).map((mail) => ({
      features: countFeatures(readMailText(mail)),
      isSpam: mail.isSpam,
    })),
    neighbours,
  );

  function classify(mail: Mail) {
    const text = readText(mail);
    const { isSpam } = classifier.classify(countFeatures(toFeatureText(text)));
    if (mail.isSpam === null)
      return { values: {}, outcome: `${labelMail(mail, text)}: classified as ${nameOf(isSpam)}; no label to compare` };
    const cell = isSpam ? (mail.isSpam ? "tp" : "fp") : mail.isSpam ? "fn" : "tn";
    const values = { tp: 0, fp: 0, tn: 0, fn: 0, correct: isSpam === mail.isSpam ? 1 : 0, [cell]: 1 };
    const answer = isOfCorpus(mail) ? (judge?.judge(mail) ?? null) : null;
    const verdict = nameOf(isSpam);
    return {
      values: { ...values, ...toAgreement(answer, verdict) },
      outcome: `${labelMail(mail, text)}: ${describe(isSpam, mail.isSpam)}${describeDissent(answer, verdict)}`,
    };
  }

  // uploaded mails have no recorded judgements
  const loggedJudge = input === null ? judge : null;
  const mails: readonly Mail[] = input?.map(toOwnMail) ?? drawMails({ pool: testPool, seed, count, distribution });
  return {
    items: mails,
    invokeBatch(items, context) {
      if (loggedJudge !== null && context.indices[0] === 0) context.log("info", describeJudge(loggedJudge, mails));
      return processItems(items, context, classify);
    },
  };
}

/** So many, spread evenly over the folders. */
function thin<Each>(all: readonly Each[], most: number): readonly Each[] {
  const count = Math.min(most, all.length);
  return Array.from({ length: count }, (_, at) => Math.floor((at * all.length) / count)).flatMap(
    (index) => all[index] ?? [],
  );
}

/** Logged once per scenario, so that the run records who judged. */
function describeJudge(judge: typeof mailJudge, mails: readonly Mail[]): string {
  const { judge: name, recordedAt } = judge.provenance;
  const judged = mails.filter((mail) => isOfCorpus(mail) && judge.judge(mail) !== null).length;
  return `Recorded judge: ${name}, ${recordedAt}. It judged ${formatCount(judged)} of these ${formatCount(mails.length)} mails.`;
}

function nameOf(isSpam: boolean): string {
  return isSpam ? "spam" : "ham";
}

function describe(predicted: boolean, actual: boolean): string {
  return predicted === actual
    ? `${nameOf(actual)} recognised as ${nameOf(predicted)}`
    : `${nameOf(actual)} mistaken for ${nameOf(predicted)}`;
}
