import { z } from "zod";
import { parseNetworkTarget } from "../../../network-targets.ts";
import { resultPath } from "../names.ts";

const PLACEHOLDER = /(?<!\{)\{\{\s*[^{}&#^/!>=\s][^{}]*\}\}(?!\})/g;
/** Written by the client itself, or a way to send a request within a request. */
const OWN_HEADERS = new Set([
  "host",
  "content-length",
  "transfer-encoding",
  "connection",
  "keep-alive",
  "upgrade",
  "expect",
  "te",
  "trailer",
]);

/** The URL with a letter for each placeholder: host, port and shape of the path are those of every filled URL. */
export function toFixedUrl(template: string): URL {
  return new URL(template.replace(PLACEHOLDER, "x"));
}

/** What is wrong with the template of a URL; null: nothing. */
function findUrlProblem(template: string): string | null {
  const [, authority] = /^https?:\/\/([^/?#]*)/i.exec(template) ?? [];
  if (authority === undefined) return "must begin with http:// or https://";
  if (authority === "") return "must name a host";
  if (authority.includes("{{")) return "must name its host and port: only path and query can be filled in";
  if (authority.includes("@")) return "must hold no user or password: put {{secrets.NAME}} into a header";
  if (/\{\{\s*secrets\b/.test(template)) return "must hold no secret, since servers log URLs: put it into a header";
  if (template.replace(PLACEHOLDER, "").includes("{{"))
    return "can hold {{COLUMN}} and {{options.NAME}} only, which are encoded";
  if (!URL.canParse(template.replace(PLACEHOLDER, "x"))) return "must be a URL";
  const { hostname } = toFixedUrl(template);
  return parseNetworkTarget(hostname) === null ? "must name a host" : null;
}

const url = z
  .string({ error: 'must be a URL such as "https://service.example/classify"' })
  .max(2_000, "must have at most 2000 characters")
  .superRefine((template, context) => {
    const message = findUrlProblem(template);
    if (message !== null) context.addIssue({ code: "custom", message });
  });

const headerName = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, "must be the name of a header")
  .refine((name) => !OWN_HEADERS.has(name.toLowerCase()), "is a header that is written for you");

const target = z
  .string()
  .refine(
    (entry) => typeof parseNetworkTarget(entry)?.port === "number",
    'must be an address, a network or localhost with a port, such as "127.0.0.1:8080" or "10.0.0.0/8:443"',
  );

/** A service that answers an item, or a batch, per request. */
export const HttpInvoke = z
  .strictObject({
    kind: z.literal("http"),
    url: url.describe("{{COLUMN}} and {{options.NAME}} are filled into path and query, encoded"),
    method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).default("POST"),
    per: z.enum(["item", "batch"]).default("item").describe("what a request asks for"),
    headers: z
      .record(headerName, z.string().max(4_000, "must have at most 4000 characters"))
      .default({})
      .describe("{{secrets.NAME}}, {{COLUMN}} and {{options.NAME}} are filled in"),
    body: z
      .json()
      .optional()
      .describe('by default the item, or {"items": […]} for a batch; placeholders in its texts are filled in'),
    results: resultPath
      .optional()
      .describe("where an answer holds the result, or the list of results; by default the answer itself"),
    index: resultPath
      .optional()
      .describe("where a result of a batch holds its item's position, from 0; by default results come in order"),
    error: resultPath.optional().describe("where a result holds the reason why its item failed, if it did"),
    stream: z
      .enum(["none", "ndjson", "sse"])
      .default("none")
      .describe("an answer as a stream: JSON lines, or server-sent events"),
    join: resultPath
      .optional()
      .describe("the result is the texts at this place of all events of a stream, joined; by default the last event"),
    concurrency: z
      .number("must be a number")
      .int("must be a whole number")
      .min(1, "must be at least 1")
      .max(64, "must be at most 64")
      .default(1)
      .describe("requests at once per worker"),
    retries: z
      .number("must be a number")
      .int("must be a whole number")
      .min(0, "must be at least 0")
      .max(10, "must be at most 10")
      .default(3)
      .describe("after 429, 502, 503, 504 and failed connections"),
    idempotent: z
      .boolean()
      .optional()
      .describe("a request may be repeated although it may have arrived; by default all but POST and PATCH"),
    allow: z
      .array(target)
      .max(20, "must be at most 20")
      .default([])
      .describe('servers that are not on the internet, such as "127.0.0.1:8080"'),
  })
  .check(({ value, issues }) => {
    const { method, body, per, index, join, stream } = value;
    const refuse = (path: string, message: string) =>
      issues.push({ code: "custom", input: value, path: [path], message });
    if (body !== undefined && method === "GET") refuse("body", "is not sent with GET: use the query of the URL");
    if (index !== undefined && per === "item") refuse("index", "is for per: batch");
    if (join !== undefined && (stream === "none" || per === "batch"))
      refuse("join", "is for a stream that answers one item");
  });
export type HttpInvoke = z.infer<typeof HttpInvoke>;
