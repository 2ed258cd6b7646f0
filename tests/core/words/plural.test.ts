import { expect, test } from "vitest";
import { selectForm } from "../../../lib/core/words/plural.ts";

test("only 1 takes the singular", () => {
  const mail = { one: "mail", many: "mails" };
  expect([0, 1, 2, 1.5, 2_400].map((count) => selectForm(count, mail))).toEqual([
    "mails",
    "mail",
    "mails",
    "mails",
    "mails",
  ]);
});
