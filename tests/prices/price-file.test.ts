import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createPriceFile } from "../../lib/prices/price-file.ts";

let dataDir: string;
beforeEach(() => void (dataDir = mkdtempSync(join(tmpdir(), "triptych-prices-"))));
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const good = {
  currency: "EUR",
  computePerHour: 0.1,
  perMillionInputTokens: 2,
  perMillionOutputTokens: 8,
  databasePerMillionItems: 0,
};
const read = (pricesFile: string | null = null) => createPriceFile({ dataDir, pricesFile }).read();
const write = (content: unknown) =>
  writeFileSync(join(dataDir, "prices.json"), typeof content === "string" ? content : JSON.stringify(content));

test("[J2] without a file there are no prices; changes of the file apply at once", async () => {
  expect(await read()).toEqual({ status: "none", prices: null, file: join(dataDir, "prices.json") });
  write({ comment: "what we pay", ...good });
  expect(await read()).toEqual({ status: "set", prices: good, file: join(dataDir, "prices.json") });
  write(`\uFEFF${JSON.stringify({ ...good, computePerHour: 0.2 })}`);
  expect((await read()).prices?.computePerHour).toBe(0.2);
});

test("[J2] PRICES_FILE names another file, which must exist", async () => {
  const elsewhere = join(dataDir, "our-prices.json");
  expect(await read(elsewhere)).toMatchObject({ status: "broken", message: expect.stringContaining("PRICES_FILE") });
  writeFileSync(elsewhere, JSON.stringify(good));
  expect(await read(elsewhere)).toMatchObject({ status: "set", file: elsewhere });
});

test("[J2] the example in the documentation is valid and contains no invented price", async () => {
  copyFileSync(new URL("../../docs/prices.example.json", import.meta.url), join(dataDir, "prices.json"));
  const { prices } = await read();
  const { currency, ...figures } = prices ?? {};
  expect([currency, new Set(Object.values(figures))]).toEqual(["USD", new Set([0])]);
});

test.each<[string, unknown, RegExp]>([
  ["no JSON", "{currency: EUR}", /^prices\.json: it is not JSON/],
  ["an empty file", "", /it is not JSON/],
  ["a list", [good], /must be an object with the currency/],
  ["a price missing", { ...good, computePerHour: undefined }, /computePerHour: missing, must be a number of 0 or more/],
  [
    "two prices missing",
    { ...good, computePerHour: undefined, perMillionInputTokens: undefined },
    /computePerHour, perMillionInputTokens: missing/,
  ],
  ["a price as text", { ...good, computePerHour: "0.1" }, /computePerHour: must be a number of 0 or more/],
  ["a negative price", { ...good, perMillionInputTokens: -1 }, /perMillionInputTokens: must be 0 or more/],
  ["no number", '{"currency":"EUR","computePerHour":1e999}', /computePerHour: must be a number/],
  ["an unknown currency", { ...good, currency: "USB" }, /currency: must be the three letters/],
  ["a price that does not exist", { ...good, perGigabyte: 1 }, /perGigabyte: no such price/],
])("[J2] %s: reported with file, field and remedy", async (_, content, message) => {
  write(content);
  const inForce = await read();
  expect(inForce).toMatchObject({ status: "broken", prices: null, message: expect.stringMatching(message) });
  expect(inForce.status === "broken" && inForce.message).toContain("Correct the file, or delete it");
});

test("[J2] an unreadable file is reported and does not throw", async () => {
  mkdirSync(join(dataDir, "prices.json"));
  expect(await read()).toMatchObject({ status: "broken", message: expect.stringContaining("EISDIR") });
});
