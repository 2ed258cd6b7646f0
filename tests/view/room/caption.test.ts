import { expect, test } from "vitest";
import { foldRun } from "../../../lib/core/reduce/reduce.ts";
import { selectRoomCaption } from "../../../lib/view/room/caption.ts";
import { buildSampleRun } from "../../support/sample-run.ts";
import { buildTroubleRun, TROUBLE_KINDS } from "../../support/trouble-run.ts";

/** Longer ones do not fit below the picture. */
const LONGEST = 150;

test("[G17][G19] at the end the caption is the result's own sentence, in plain words and short enough", () => {
  const runs = [
    ...(["milestone", "free-running", "failing"] as const).map((kind) => buildSampleRun({ kind })),
    ...TROUBLE_KINDS.map(buildTroubleRun),
    buildSampleRun({ scenarios: 6 }),
  ];
  for (const events of runs) {
    const state = foldRun(events);
    if (state === null) throw new Error("no events");
    const caption = selectRoomCaption(state, state.atMs);
    expect(caption.length, caption).toBeLessThanOrEqual(LONGEST);
    expect(caption).not.toMatch(/n\^|O\(|undefined|NaN/);
  }
});

test("[G17][G19] the end of a growing run: how much longer the largest takes, and what quality does", () => {
  const state = foldRun(buildSampleRun({ kind: "milestone" }));
  if (state === null) throw new Error("no events");
  expect(selectRoomCaption(state, state.atMs)).toBe(
    "Eight times the mails take eight times as long, and quality drops slightly.",
  );
});
