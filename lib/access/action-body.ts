import type { IncomingMessage } from "node:http";
import type { RequestRefusal } from "./request-checks.ts";

const ACTION_ID = /^[0-9a-f]{42}$/;
/** The fields of a form that was sent before its page had loaded its scripts. */
const EARLY_ACTION = /^\$ACTION_(?:ID_(.+)|REF_(\d+))$/;
const MAX_DEPTH = 16;
/** What our pages send besides plain JSON: escaped text, undefined, special numbers, a form. */
const SPECIAL = /^\$(?:\$|undefined$|NaN$|-?Infinity$|-0$|K[0-9a-f]+$)/;

const MALFORMED: RequestRefusal = {
  status: 400,
  code: "bad-request",
  message: "The request was not made by this page. Reload it.",
};

/**
 * Refuses bodies that our pages never send, before Next decodes them: its decoder answers them with 500 and a stack trace in
 * the log. The caller has checked the sender and the length. Leaves the body to be read again.
 */
export async function checkActionBody(request: IncomingMessage): Promise<RequestRefusal | null> {
  const id = request.headers["next-action"];
  if (id !== undefined && !isActionId(id)) return MALFORMED;
  const type = request.headers["content-type"] ?? "";
  const isForm = /^multipart\/form-data\s*;/i.test(type);
  if (!isForm && (id === undefined || !/^text\/plain\s*(?:;|$)/i.test(type))) return MALFORMED;
  const body = await peek(request);
  if (body === null) return MALFORMED;
  if (!isForm) return isArguments(body.toString("utf8")) ? null : MALFORMED;
  const form = await readForm(body, type);
  if (form === null) return MALFORMED;
  return (id === undefined ? isEarlyForm(form) : isArguments(form.get("0"))) ? null : MALFORMED;
}

function isActionId(id: unknown): boolean {
  return typeof id === "string" && ACTION_ID.test(id);
}

/** Reads the whole body and puts it back; null when the client disconnects. */
async function peek(request: IncomingMessage): Promise<Buffer<ArrayBuffer> | null> {
  const length = Number(request.headers["content-length"] ?? 0);
  const chunks: Buffer[] = [];
  for (let bytes = 0; bytes < length;) {
    const chunk = request.read() as Buffer | null;
    if (chunk !== null) {
      chunks.push(chunk);
      bytes += chunk.length;
    } else if (request.destroyed) return null;
    else await untilMore(request);
  }
  const body = Buffer.concat(chunks);
  // in the same turn as the last read, so that the stream has not ended yet
  if (length > 0) request.unshift(body);
  return body;
}

function untilMore(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      request.off("readable", settle).off("close", settle);
      resolve();
    };
    request.on("readable", settle).on("close", settle);
  });
}

async function readForm(body: Buffer<ArrayBuffer>, type: string): Promise<FormData | null> {
  try {
    return await new Response(body, { headers: { "Content-Type": type } }).formData();
  } catch {
    return null; // the body does not match its boundary
  }
}

function isArguments(value: unknown): boolean {
  const parsed = parse(value);
  return Array.isArray(parsed) && isPlain(parsed);
}

/** Names one action, directly or by the fields of its bound arguments. */
function isEarlyForm(form: FormData): boolean {
  const actions = [...form.keys()].map((name) => EARLY_ACTION.exec(name)).filter((found) => found !== null);
  return actions.length === 1 && actions.every(([, id, ref]) => isActionId(id) || isBoundAction(form, ref ?? ""));
}

function isBoundAction(form: FormData, ref: string): boolean {
  const field = (part: string) => form.get(`$ACTION_${ref}:${part}`);
  const action = parse(field("0"));
  if (typeof action !== "object" || action === null || !("id" in action) || !isActionId(action.id)) return false;
  const bound = "bound" in action ? action.bound : null;
  if (bound === null) return true;
  const part = typeof bound === "string" ? /^\$@([0-9a-f]+)$/.exec(bound)?.[1] : undefined;
  return part !== undefined && part !== "0" && isArguments(field(part));
}

function parse(value: unknown): unknown {
  try {
    return typeof value === "string" ? JSON.parse(value) : undefined;
  } catch {
    return undefined; // refused like any other value
  }
}

/** Iterative, since it guards against deep nesting. */
function isPlain(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH || level.some((entry) => typeof entry === "string" && !isPlainText(entry))) return false;
    level = level.flatMap((entry) => (typeof entry === "object" && entry !== null ? Object.values(entry) : []));
  }
  return true;
}

function isPlainText(text: string): boolean {
  return !text.startsWith("$") || SPECIAL.test(text);
}
