import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");

function tokensOf(selector: string): ReadonlyMap<string, string> {
  const block = css.slice(css.search(new RegExp(`^ *${selector.replace(".", "\\.")} \\{`, "m")));
  const body = block.slice(0, block.indexOf("}"));
  return new Map(
    [...body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name ?? "", value ?? ""]),
  );
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe.each([".light", ".dark"])("[G13] colours of %s", (selector) => {
  const tokens = tokensOf(selector);
  const of = (name: string) => tokens.get(name) ?? "missing";

  test.each([1, 2, 3, 4, 5, 6])("scenario %i is distinct from the ground, and its ink is readable", (slot) => {
    expect(contrast(of(`scenario-${slot}`), of("ground"))).toBeGreaterThanOrEqual(3);
    for (const ground of ["ground", "panel"])
      expect(contrast(of(`scenario-${slot}-ink`), of(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test.each([
    ["text", "raised"],
    ["muted", "ground"],
    ["muted", "panel"],
    ["muted", "raised"],
    ["muted", "hold-ground"],
    ["muted", "good-ground"],
    ["muted", "bad-ground"],
    ["hold", "ground"],
    ["hold", "raised"],
    ["hold", "hold-ground"],
    ["good", "good-ground"],
    ["bad", "bad-ground"],
    ["on-live", "live"],
    ["on-accent", "accent"],
  ])("%s on %s is readable", (ink, ground) => {
    expect(contrast(of(ink), of(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test("field borders are distinct from their surroundings", () => {
    expect(contrast(of("line-strong"), of("panel"))).toBeGreaterThanOrEqual(3);
    expect(contrast(of("focus"), of("panel"))).toBeGreaterThanOrEqual(3);
  });
});
