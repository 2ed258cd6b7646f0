import type { JsonObject } from "../../../core/kit/json.ts";
import { readMail, type MailRef, type MailText } from "./corpus.ts";
import { MailRow } from "./input.ts";

/** One mail to be told: of the corpus by its place, or the presenter's own. */
export type Mail = MailRef | OwnMail;
export type OwnMail = MailText & { readonly isSpam: boolean };

const LONGEST_NAME = 80;

export function toOwnMail(row: JsonObject): OwnMail {
  const { text, label, subject } = MailRow.parse(row);
  return { subject: subject ?? "", body: text, isSpam: label === "spam" };
}

export function isOfCorpus(mail: Mail): mail is MailRef {
  return "path" in mail;
}

export function readText(mail: Mail): MailText {
  return isOfCorpus(mail) ? readMail(mail) : mail;
}

/** What a person knows the mail by: its subject, else how it begins, and its place in the corpus. */
export function nameMail(mail: Mail, { subject, body }: MailText): string {
  const words = (subject.trim() || body).replace(/[\s\p{Cc}]+/gu, " ").trim();
  const shown = words.length > LONGEST_NAME ? `${words.slice(0, LONGEST_NAME - 1).trimEnd()}…` : words;
  const place = isOfCorpus(mail) ? ` (${mail.path.replace(/\..*$/, "")})` : "";
  return shown === "" ? `a mail without words${place}` : `“${shown}”${place}`;
}
