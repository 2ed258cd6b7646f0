import type { JsonObject } from "../../../core/kit/json.ts";
import { readMail, type MailRef, type MailText } from "./corpus.ts";
import { MailRow } from "./input.ts";

/** A mail to classify: a reference into the corpus, or an uploaded mail. */
export type Mail = MailRef | OwnMail;
/** `isSpam`: null if nobody said it */
export type OwnMail = MailText & { readonly isSpam: boolean | null };

const LONGEST_NAME = 80;

export function toOwnMail(row: JsonObject): OwnMail {
  const { text, label, subject } = MailRow.parse(row);
  return { subject: subject ?? "", body: text, isSpam: label === null ? null : label === "spam" };
}

export function isOfCorpus(mail: Mail): mail is MailRef {
  return "path" in mail;
}

export function readText(mail: Mail): MailText {
  return isOfCorpus(mail) ? readMail(mail) : mail;
}

/** A readable name: the subject or else the beginning of the body, and the path in the corpus. */
export function labelMail(mail: Mail, { subject, body }: MailText): string {
  const text = (subject.trim() || body).replace(/[\s\p{Cc}]+/gu, " ").trim();
  const shown = text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME - 1).trimEnd()}…` : text;
  const path = isOfCorpus(mail) ? ` (${mail.path.replace(/\..*$/, "")})` : "";
  return shown === "" ? `a mail without text${path}` : `“${shown}”${path}`;
}
