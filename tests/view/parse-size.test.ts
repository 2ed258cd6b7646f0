import { expect, test } from "vitest";
import { parseSize } from "../../lib/view/format/parse-size.ts";

test("[B8] a size as people type it", () => {
  const typed = [
    "20,000",
    "20 000",
    "20k",
    "20 K",
    "2e4",
    "1 million",
    "1.5M",
    "2 thousand",
    "1bn",
    "7",
    "20'000",
    "2.5k",
  ];
  expect(typed.map(parseSize)).toEqual([
    20_000, 20_000, 20_000, 20_000, 20_000, 1_000_000, 1_500_000, 2_000, 1_000_000_000, 7, 20_000, 2_500,
  ]);
});

test("[B8] what is no whole number of items from 1 to a billion is none", () => {
  const typed = ["", "a lot", "0", "-5", "1.5", "2bn", "1e99", "20kk", "20,000 mails", "NaN", "0x10"];
  expect(typed.map(parseSize)).toEqual(typed.map(() => null));
});
