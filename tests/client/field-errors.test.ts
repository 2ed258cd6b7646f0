import { describe, expect, test } from "vitest";
import { toFieldErrors } from "../../lib/client/upload/field-errors.ts";

const FIELDS = ["items", "seed", "sync", "hold"];

describe("server errors by field", () => {
  test("each message goes to its own field, in full", () => {
    const said =
      "seed: must be at least 0; items: complex asks for 500000 items; text-classification takes at most 100000 per scenario";
    expect(toFieldErrors(said, FIELDS)).toEqual({
      seed: "must be at least 0",
      items: "complex asks for 500000 items; text-classification takes at most 100000 per scenario",
    });
  });

  test("an error of one size is shown at that size", () => {
    expect(toFieldErrors("items: simple: must be a whole number", FIELDS)).toEqual({
      "items.simple": "must be a whole number",
    });
    expect(toFieldErrors("items.simple: must be at least 1 item", FIELDS)).toEqual({
      "items.simple": "must be at least 1 item",
    });
  });

  test("an error of no field is kept", () => {
    expect(
      toFieldErrors("The database does not answer at the moment. Nothing was changed; try again.", FIELDS),
    ).toEqual({
      "": "The database does not answer at the moment. Nothing was changed; try again.",
    });
    expect(toFieldErrors(null, FIELDS)).toEqual({});
  });
});
