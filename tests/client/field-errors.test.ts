import { describe, expect, test } from "vitest";
import { toFieldErrors } from "../../lib/client/upload/field-errors.ts";

const FIELDS = ["items", "seed", "sync", "hold"];

describe("what the server said, field by field", () => {
  test("each message goes to its own field, in full", () => {
    const said =
      "seed: Too small: expected number to be >=0; items: complex asks for 500000 items; text-classification takes at most 100000 per scenario";
    expect(toFieldErrors(said, FIELDS)).toEqual({
      seed: "Too small: expected number to be >=0",
      items: "complex asks for 500000 items; text-classification takes at most 100000 per scenario",
    });
  });

  test("one size is told beside that size", () => {
    expect(toFieldErrors("items: simple: must be a whole number", FIELDS)).toEqual({
      "items.simple": "must be a whole number",
    });
    expect(toFieldErrors("items.simple: must be at least 1 item", FIELDS)).toEqual({
      "items.simple": "must be at least 1 item",
    });
  });

  test("what concerns no field is kept", () => {
    expect(
      toFieldErrors("The database does not answer at the moment. Nothing was changed; try again.", FIELDS),
    ).toEqual({
      "": "The database does not answer at the moment. Nothing was changed; try again.",
    });
    expect(toFieldErrors(null, FIELDS)).toEqual({});
  });
});
