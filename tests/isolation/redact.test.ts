import fc from "fast-check";
import { expect, test } from "vitest";
import { createRedactor, MIN_SECRET_LENGTH } from "../../lib/isolation/redact.ts";

const KEY = "sk-live/9f+8 é=";

function redacted(text: string, secrets: Record<string, string> = { API_KEY: KEY }): string {
  return createRedactor(secrets)?.(text) ?? text;
}

test.each([
  ["as it is", `key ${KEY}!`],
  ["URL-encoded", `?key=${encodeURIComponent(KEY)}!`],
  ["URL-encoded in lower case", `?key=${encodeURIComponent(KEY).replace(/%../g, (code) => code.toLowerCase())}!`],
  ["form-encoded", new URLSearchParams({ KEY }).toString()],
  ["JSON-escaped", JSON.stringify({ KEY })],
  ["JSON-escaped as ASCII", JSON.stringify({ KEY }).replaceAll("é", "\\u00e9")],
  ["in base64", Buffer.from(KEY).toString("base64")],
  ["in base64url", Buffer.from(KEY).toString("base64url")],
  ["in hexadecimal", Buffer.from(KEY).toString("hex")],
])("[O3] a secret %s is hidden", (_, text) => {
  expect(redacted(text)).toContain("[secret API_KEY]");
});

test.each(["u:", "me:", "you:"])("[O3] a secret within the base64 of %s… is hidden", (user) => {
  const encoded = Buffer.from(`${user}${KEY}:more`).toString("base64");
  expect(redacted(`Authorization: Basic ${encoded}`)).toContain("[secret API_KEY]");
});

test("[O3] the other text stays, and each secret is named", () => {
  const secrets = { ONE: "first-secret", TWO: "second-secret" };
  expect(redacted("a first-secret, a second-secret, nothing", secrets)).toBe("a [secret ONE], a [secret TWO], nothing");
});

test("[O3] a secret that contains another is hidden as a whole", () => {
  expect(redacted("abcdef-ghijkl abcdef", { SHORT: "abcdef", LONG: "abcdef-ghijkl" })).toBe(
    "[secret LONG] [secret SHORT]",
  );
});

test("[O3] a value from a file is hidden without its newline, too", () => {
  expect(redacted("key 1234567", { KEY: "1234567\n" })).toBe("key [secret KEY]");
});

test("[O3] short values are ordinary text", () => {
  expect(createRedactor({ PIN: "12345", EMPTY: "", SPACES: " a      " })).toBeNull();
});

test("[O3] the beginning of a secret at the end of a long, cut text is hidden", () => {
  const text = `${"x".repeat(500)} ${KEY.slice(0, 8)}`;
  expect(redacted(text)).toBe(`${"x".repeat(500)} [secret API_KEY]`);
});

const LONG = 'sk-Attack/Secret+"0123456789abcdefXYZ';

test.each([
  ["all but its last character", `${LONG.slice(0, -1)}, expected a`, "[secret LONG], expected a"],
  ["its beginning", `got ${LONG.slice(0, 22)}, expected a`, "got [secret LONG], expected a"],
  ["its end", `…${LONG.slice(4)}, expected a`, "…[secret LONG], expected a"],
  ["its end, JSON-escaped", `…${JSON.stringify(LONG).slice(6)} tail`, '…[secret LONG]" tail'],
  ["the beginning of its base64", `Basic ${btoa(LONG).slice(0, 30)}… end`, "Basic [secret LONG]… end"],
  ["a beginning and an end", `${LONG.slice(0, 30)}…${LONG.slice(7)}.`, "[secret LONG]…[secret LONG]."],
])("[O3] %s of a secret is hidden, wherever a text was cut", (_, text, hidden) => {
  expect(redacted(text, { LONG })).toBe(hidden);
});

test("[O3] a short beginning of a secret is ordinary text", () => {
  expect(redacted("sk-Attack is no secret", { LONG })).toBe("sk-Attack is no secret");
});

test("[O3] no part of a secret that gives away the rest is left, wherever it was cut", () => {
  const cut = fc.record({ from: fc.nat(18), to: fc.nat({ max: 18 }), before: fc.string(), after: fc.string() });
  fc.assert(
    fc.property(cut, ({ from, to, before, after }) => {
      for (const part of [LONG.slice(0, LONG.length - to), LONG.slice(from)])
        expect(redacted(`${before} ${part} ${after}`, { LONG })).not.toContain(part.slice(0, 19));
    }),
  );
});

test("[O3] no text contains a secret afterwards, whatever the secrets and their surroundings", () => {
  const awkward = fc.constantFrom(
    "secret",
    "[secret A]",
    "]]]]]]",
    "•••••••",
    "\\\\\\\\\\\\\\",
    "$&$&$&$&",
    "%20%20",
    "A]xyzw",
  );
  const value = fc.oneof(awkward, fc.string({ minLength: MIN_SECRET_LENGTH, maxLength: 40, unit: "grapheme" }));
  const secrets = fc.dictionary(fc.constantFrom("A", "B", "C"), value, { minKeys: 1 });
  const pieces = fc.array(
    fc.oneof(fc.string(), fc.constantFrom("A", "B", "C"), fc.constantFrom("]", "[secret ", "xyzw")),
  );
  fc.assert(
    fc.property(secrets, pieces, (given, texts) => {
      const hidden = redacted(texts.map((text) => given[text] ?? text).join(""), given);
      const long = Object.values(given).filter((secret) => secret.trim().length >= MIN_SECRET_LENGTH);
      expect(long.filter((secret) => hidden.includes(secret))).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});
