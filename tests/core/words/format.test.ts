import fc from "fast-check";
import { expect, test } from "vitest";
import { formatDuration, formatFactor, formatRatio } from "../../../lib/core/words/format.ts";

test("[I1] durations read at every scale: nanoseconds to years", () => {
  const shown = [4e-9, 1.23e-5, 0.000_099, 0.012, 0.42, 3.25, 3_840_000, 359_000_000, 363_600_000, 1e9, 1e12, 1e15];
  expect(shown.map(formatDuration)).toEqual([
    "<0.01 ns",
    "12 ns",
    "99 ns",
    "12 µs",
    "0.42 ms",
    "3.3 ms",
    "1 h 04 min",
    "99 h 43 min",
    "4.2 days",
    "12 days",
    "32 years",
    "31,710 years",
  ]);
});

test("[C2] a ratio has no more digits than can be read, and a small one is never shown as zero", () => {
  const shown = [259_433.865, 1_234.5, 99.96, 12.34, 1.024, 0.3742, 0.000_07, 0, -0.2, -0.000_3];
  expect(shown.map((ratio) => formatRatio(ratio, 0.5))).toEqual([
    "259,434",
    "1,235",
    "100",
    "12.3",
    "1.024",
    ".374",
    "<.001",
    ".000",
    "-.200",
    ".000",
  ]);
  expect(formatRatio(0.499_99, 0.5)).toBe(".49999");
});

test("[I3] a rate below one is not shown as zero", () => {
  expect([0.000_02, 0.004_3, 0.05, 0.375, 2.75, 86.4, 12_345].map(formatFactor)).toEqual([
    "<0.001",
    "0.004",
    "0.05",
    "0.38",
    "2.75",
    "86",
    "12,345",
  ]);
});

test("[I1] no figure has an exponent, nor more than eight characters without a separator", () => {
  const shown = /^(?:<|-)?[\d.,]+(?: (?:ns|µs|ms|s|min|h|days|years)(?: \d\d (?:s|min))?)?$/;
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1e15, noNaN: true }), (value) => {
      for (const text of [formatDuration(value), formatRatio(value), formatFactor(value)]) {
        expect(text).toMatch(shown);
        expect(text).not.toMatch(/\d{8}/);
      }
    }),
  );
});
