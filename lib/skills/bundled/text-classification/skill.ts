import { JUDGE_AGREEMENT } from "../../../judging/judge-agreement.ts";
import type { Skill } from "../../contract/contract.ts";
import { f1Metric, ratioMetric, recallMetric } from "../../contract/ratio-metrics.ts";
import { STAGE_EQUAL_WORKERS } from "../../contract/stage-budgets.ts";
import { mailInput } from "./input.ts";
import { MAIL_JUDGE } from "./mail-judge.ts";
import { MailOptions } from "./options.ts";
import measured from "./measured.json" with { type: "json" };

export const textClassification: Skill = {
  manifest: {
    id: "text-classification",
    title: "Text classification",
    version: "2",
    summary:
      "Finds spam in the public SpamAssassin corpus: each mail is compared with 3,055 labelled mails, and the 15 most similar ones decide.",
    unit: { one: "mail", many: "mails" },
    profile: { growth: "linear", items: { simple: 10, medium: 30, complex: 80 } },
    stage: { items: { simple: 250, medium: 750, complex: 2_000 }, scenarios: STAGE_EQUAL_WORKERS },
    scenarioDefaults: {},
    measured,
    maxItems: 100_000,
    metrics: [
      ratioMetric({
        id: "accuracy",
        label: "Accuracy",
        numerator: { correct: 1 },
        denominator: { tp: 1, fp: 1, tn: 1, fn: 1 },
        atLeast: 0.99,
        weight: 0.4,
      }),
      recallMetric({ id: "spam_recall", label: "Spam recall", atLeast: 0.98, weight: 0.3 }),
      f1Metric({ atLeast: 0.98, weight: 0.3 }),
      JUDGE_AGREEMENT,
    ],
    judge: MAIL_JUDGE,
    runOptions: ["judge"],
    options: MailOptions,
    input: mailInput,
  },
  async open(request) {
    const { openSession } = await import("./session.ts");
    return openSession(request);
  },
};
