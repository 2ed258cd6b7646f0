import { z } from "zod";
import { optionalText, optionalWord, requiredText } from "../../../input/cells.ts";
import type { SkillInput } from "../../contract/contract.ts";

/** An uploaded mail with its label; null if nobody labelled it. */
export const MailRow = z.object({
  text: requiredText,
  label: optionalWord(["spam", "ham"]),
  subject: optionalText,
});

export const mailInput: SkillInput = {
  row: MailRow,
  columns: [
    { name: "text", required: true, description: "the mail's body" },
    { name: "label", required: true, description: "the correct class: spam or ham; empty if unknown" },
    { name: "subject", required: false, description: "the subject line" },
  ],
  truth: { column: "label", metricIds: ["accuracy", "spam_recall", "f1"] },
  example: {
    name: "mails.csv",
    content: [
      "subject,text,label",
      '"Lunch on Friday","Shall we meet at noon, as last week?",ham',
      '"You have won","Click now to claim your $1,000,000 prize. This offer ends today!!!",spam',
      '"Patch for the build","The attached diff fixes the warning, please review.",ham',
      '"Cheap loans","No credit check. Lowest rates. Call now and save money.",spam',
      "",
    ].join("\n"),
  },
};
