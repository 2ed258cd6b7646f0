import { describe, expect, test } from "vitest";
import { findOrderFault, orderBySize } from "../../../lib/core/inputs/size-order.ts";
import { describeEqualSizes, describeFallingSizes } from "../../../lib/core/words/describe-sizes.ts";

const NAMES = ["simple", "medium", "complex", "huge"];
const sized = (...items: number[]) => items.map((count, at) => ({ label: NAMES[at] ?? "", items: count }));

function faultOf(...items: number[]) {
  const fault = findOrderFault(sized(...items));
  return fault === null ? null : [fault.kind, fault.before.label, fault.after.label];
}

describe("[B1] sizes that do not ascend", () => {
  test("ascending sizes, one size and none are no fault", () => {
    expect([faultOf(100, 300, 800), faultOf(5), faultOf()]).toEqual([null, null, null]);
  });

  test("the first falling pair is found, even behind an equal one", () => {
    expect(faultOf(300, 100, 50)).toEqual(["falling", "simple", "medium"]);
    expect(faultOf(100, 100, 800, 7)).toEqual(["falling", "complex", "huge"]);
  });

  test("equal neighbours are found where nothing falls", () => {
    expect(faultOf(100, 800, 800)).toEqual(["equal", "medium", "complex"]);
  });

  test("an empty field is not compared", () => {
    expect(faultOf(NaN, 300, 800)).toBeNull();
    expect(faultOf(100, NaN, 50)).toBeNull();
  });

  test("from small to large, equal ones as given; the given list stays", () => {
    const given = sized(300, 100, 300);
    expect(orderBySize(given).map(({ label }) => label)).toEqual(["medium", "simple", "complex"]);
    expect(given.map(({ label }) => label)).toEqual(["simple", "medium", "complex"]);
  });

  test("are explained in a sentence each", () => {
    expect(describeFallingSizes("simple", "medium", ["medium", "complex", "simple"])).toBe(
      "simple is larger than medium. The run shows the scenarios from small to large: medium, complex and simple.",
    );
    expect(describeEqualSizes("medium", "complex")).toBe(
      "medium and complex have the same size, so they show no growth between them.",
    );
  });
});
