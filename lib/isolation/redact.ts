/** Shorter values occur in ordinary text by chance, so hiding them would garble it and point at them. */
export const MIN_SECRET_LENGTH = 6;
/** Skills and our own code cut long texts, and a cut may leave the beginning of a secret. */
const CUT_TEXT_LENGTH = 400;
/** A beginning or an end counts from this length, and from half of the secret; shorter ones occur in ordinary text. */
const MIN_PART_LENGTH = 8;
const HIDDEN = "•••";
const MAX_PASSES = 3;

/** what stands for each form of a secret, the longest form first */
type Marks = ReadonlyMap<string, string>;

/**
 * Returns a function that replaces the secret values in a text by `[secret NAME]`: as they are, and in their URL-encoded,
 * base64 (also within longer base64), hexadecimal and JSON-escaped forms, and so much of the beginning or the end of one of these
 * that it gives away the rest. Values of fewer than MIN_SECRET_LENGTH characters stay, and so does a secret whose parts are in
 * different texts, such as two lines of a log. Null if nothing is to be hidden.
 */
export function createRedactor(secrets: Readonly<Record<string, string>>): ((text: string) => string) | null {
  const names = new Map<string, string>();
  for (const [name, value] of Object.entries(secrets))
    for (const form of listForms(value)) if (!names.has(form)) names.set(form, name);
  if (names.size === 0) return null;
  // the longest first: a form may begin with another
  const forms = [...names.keys()].toSorted((one, other) => other.length - one.length);
  const isSecret = new RegExp(toSource(forms));
  const marks = new Map(forms.map((form) => [form, toMark(names.get(form) ?? "", isSecret)]));
  const hide = createHiding(marks);

  return (text) => {
    let hidden = text.length < CUT_TEXT_LENGTH ? hide(text) : hideCutSecret(hide(text), marks);
    // a mark and its neighbours may form a value anew, if the value contains brackets
    for (let pass = 1; pass < MAX_PASSES && isSecret.test(hidden); pass++) hidden = hide(hidden);
    return isSecret.test(hidden) ? HIDDEN : hidden;
  };
}

/** Finds the beginnings and ends of forms, whole ones by these, and hides as much of a form as the text has there. */
function createHiding(marks: Marks): (text: string) => string {
  const forms = [...marks.keys()];
  const parts = forms.flatMap((form) => [form.slice(0, toPartLength(form)), form.slice(-toPartLength(form))]);
  const pattern = new RegExp(toSource([...new Set(parts)]), "g");
  return (text) => {
    let hidden = "";
    let from = 0;
    pattern.lastIndex = 0;
    for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
      const [part] = found;
      const [rest, until] = [text.slice(found.index), text.slice(from, found.index + part.length)];
      const before = Math.max(part.length, ...forms.map((form) => countSameAtEnd(until, form))) - part.length;
      const end = found.index + Math.max(part.length, ...forms.map((form) => countSame(rest, form)));
      const start = found.index - before;
      hidden += text.slice(from, start) + (marks.get(text.slice(start, end)) ?? findMark(part, marks));
      from = end;
      pattern.lastIndex = end;
    }
    return hidden + text.slice(from);
  };
}

function findMark(part: string, marks: Marks): string {
  for (const [form, mark] of marks) if (form.startsWith(part) || form.endsWith(part)) return mark;
  return HIDDEN;
}

/** How many characters a text and a form have in common at their beginnings. */
function countSame(text: string, form: string): number {
  let count = 0;
  while (count < text.length && text[count] === form[count]) count += 1;
  return count;
}

function countSameAtEnd(text: string, form: string): number {
  let count = 0;
  while (count < text.length && count < form.length && text.at(-1 - count) === form.at(-1 - count)) count += 1;
  return count;
}

/** What is shown of a secret must leave most of it to guess. */
function toPartLength(form: string): number {
  return Math.max(MIN_PART_LENGTH, Math.ceil(form.length / 2));
}

function toSource(texts: readonly string[]): string {
  return texts.map(escapePattern).join("|");
}

/** The secret may look like the mark itself. */
function toMark(name: string, isSecret: RegExp): string {
  const mark = `[secret ${name}]`;
  return isSecret.test(mark) ? HIDDEN : mark;
}

function hideCutSecret(text: string, marks: Marks): string {
  for (const [form, mark] of marks) {
    for (let length = form.length - 1; length >= MIN_SECRET_LENGTH; length--) {
      if (text.endsWith(form.slice(0, length))) return text.slice(0, -length) + mark;
    }
  }
  return text;
}

function listForms(value: string): string[] {
  // values from a file often end in a newline that the program strips
  const forms = [value, value.trim()].flatMap((each) => [
    each,
    ...listUrlForms(each.toWellFormed()),
    ...listJsonForms(each),
    ...listByteForms(Buffer.from(each, "utf8")),
  ]);
  if (value.trim().length < MIN_SECRET_LENGTH) return [];
  return forms.filter((form) => form.length >= MIN_SECRET_LENGTH);
}

/** As JavaScript, Python and HTML forms encode it; the digits in either case. */
function listUrlForms(value: string): string[] {
  const component = encodeURIComponent(value);
  const strict = component.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const forms = [encodeURI(value), component, strict].flatMap((form) => [
    form,
    form.replaceAll("%2F", "/"),
    form.replaceAll("%20", "+"),
  ]);
  return forms.flatMap((form) => [form, form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())]);
}

function listJsonForms(value: string): string[] {
  const escaped = escapeJson(value);
  const ascii = escaped.replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const once = [escaped, ascii, escaped.replaceAll("/", "\\/")];
  return [...once, ...once.map(escapeJson)];
}

function escapeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/**
 * Base64 depends on the position of a byte modulo 3, so within longer base64 (`user:password`) a value has three forms. Of
 * these, the characters that depend on the value alone.
 */
function listByteForms(bytes: Buffer): string[] {
  const cores = [0, 1, 2].flatMap((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes]);
    const [from, to] = [Math.ceil((offset * 8) / 6), Math.floor((shifted.length * 8) / 6)];
    return [shifted.toString("base64").slice(from, to), shifted.toString("base64url").slice(from, to)];
  });
  const hex = bytes.toString("hex");
  return [bytes.toString("base64"), bytes.toString("base64url"), ...cores, hex, hex.toUpperCase()];
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
