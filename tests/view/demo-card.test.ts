import { expect, test } from "vitest";
import { describeLastRun, toFirstClause } from "../../lib/view/format/demo-card.ts";
import { ownInputText, startFormText } from "../../lib/view/text/desk/start-form.ts";

const last = (activeMs: number, items = [60, 180, 480]) => ({ runId: "run_1", activeMs, items });
const plain = (text: string | null) => text?.replaceAll("\u00a0", " ") ?? null;

test("[J1] a card shows the active time of the demo's last run, and its sizes only if they were others", () => {
  const items = [60, 180, 480];
  expect(describeLastRun(undefined, items)).toBeNull();
  expect(plain(describeLastRun(last(72_400), items))).toBe("Last run: 1 min 12 s without holds");
  expect(plain(describeLastRun(last(8_250), items))).toBe("Last run: 8.3 s without holds");
  expect(plain(describeLastRun(last(8_250, [3, 9, 2_400]), items))).toBe(
    "Last run: 8.3 s without holds, with 3 / 9 / 2,400",
  );
  expect(plain(describeLastRun(last(8_250, [60, 180]), items))).toContain("with 60 / 180");
});

test("[J1] a card that is not chosen shows the first clause of its summary", () => {
  expect(toFirstClause("Finds spam: each mail is compared. Twice.")).toBe("Finds spam");
  expect(toFirstClause("Links records at 3.5 a second. Then more.")).toBe("Links records at 3.5 a second");
  expect(toFirstClause("Tests http://example.org in steps.")).toBe("Tests http://example.org in steps");
  expect(toFirstClause("No end")).toBe("No end");
  expect(toFirstClause("")).toBe("");
});

test("[J1] counts on the start page have their plurals", () => {
  expect([startFormText.moreWarnings(1), startFormText.moreWarnings(2)]).toEqual(["1 more note", "2 more notes"]);
  expect(ownInputText.previewCaption(1, 1, "1")).toBe("The first 1 of 1 row");
  expect(ownInputText.previewCaption(5, 2_400, "2,400")).toBe("The first 5 of 2,400 rows");
});
