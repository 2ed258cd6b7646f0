import { formatQuantity } from "../../../lib/core/words/format.ts";
import { expect, test } from "vitest";
import { pluralize, WORKERS } from "../../../lib/core/words/plural.ts";

test("one takes the singular, everything else the plural", () => {
  expect([0, 1, 1.5, 2, 21].map((count) => pluralize(count, WORKERS))).toEqual([
    "workers",
    "worker",
    "workers",
    "workers",
    "workers",
  ]);
  expect([1, 2_400].map((count) => formatQuantity(count, { one: "mail", many: "mails" }))).toEqual([
    "1 mail",
    "2,400 mails",
  ]);
});
