import { INITIAL_PROGRAMME } from "../../lib/core/stage/programme.ts";
import { expect, test } from "vitest";
import { selectPageHeadline } from "../../lib/client/stream/page-headline.ts";
import { SHORTAGES } from "../../lib/core/ports/storage.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import { selectNotices } from "../../lib/view/console/notices.ts";
import { buildSampleRun } from "../support/sample-run.ts";

const events = buildSampleRun();
const running = foldRun(events.slice(0, 20));
const ended = foldRun(events);

test.each(SHORTAGES)(
  "[E2] %s is named to presenter and audience, with what the operator can do, until the run has ended",
  (shortage) => {
    if (running === null || ended === null) throw new Error("The sample has no events");
    const live = { runAtMs: 0, runner: "lost", shortage } as const;
    const view = {
      runId: "run_test",
      factSeq: 20,
      live,
      receivedAtMs: 0,
      watching: 0,
      title: null,
      programme: INITIAL_PROGRAMME,
    };
    const headline = selectPageHeadline({ ...view, state: running }, { kind: "live" }, 0);
    expect(headline).toMatchObject({ tone: "bad", title: "The run is waiting" });
    expect(headline.detail).toMatch(/^(the database|a limit).*; completed work is saved/);
    expect(selectNotices(running, { shortage })[0]?.text).toMatch(
      /^(The database|A limit).*: .+\. Completed work is saved/,
    );
    expect(selectPageHeadline({ ...view, state: ended }, { kind: "live" }, 0).title).not.toBe("The run is waiting");
    expect(selectNotices(ended, { shortage })).toEqual([]);
  },
);
