import type { Page } from "@playwright/test";
import { measureContention } from "./support/contention.ts";
import { expect, PHONE, test } from "./support/app-fixture.ts";
import { findReturn, readRecording, startRecording, waitForLook } from "./support/recorder.ts";
import { headlineOf, readTimelineTable, ROWS } from "./support/stage.ts";

const RUN = { skill: "data-transformation", sync: "milestone", items: [250, 500, 900], seed: 11, onStage: true };

/** The headline or connection label that shows the failure. */
const TROUBLE = {
  runner: "A new runner takes over|Recovering",
  web: "reconnecting|stale since|No connection since",
  PostgreSQL: "A new runner takes over|Recovering",
} as const;

/** From the kill until figures move again. */
const BACK_WITHIN_MS = 10_000;

for (const victim of ["runner", "web", "PostgreSQL"] as const) {
  test(`[E2] [F4] kill -9 of ${victim}: both windows keep their picture, show the failure and are live again`, async ({
    app,
    openPresenter,
    openWindow,
  }, info) => {
    const presenter = await openPresenter({ brokenNetwork: true });
    const audience = await openWindow({ viewport: PHONE, brokenNetwork: true });
    const windows: readonly (readonly [string, Page])[] = [
      ["presenter", presenter],
      ["audience", audience],
    ];
    const runId = await app.start(RUN);
    await presenter.goto(`/runs/${runId}/present`);
    await audience.goto(app.audienceUrl);
    for (const [, page] of windows) await expect(page.locator(ROWS)).toHaveCount(3);
    await app.untilRun(runId, "complex is under way", ({ scenarios }) => (scenarios[2]?.itemsDone ?? 0) > 200);
    for (const [, page] of windows) await startRecording(page);

    const pid = victim === "PostgreSQL" ? app.databasePid() : app.pidOf(victim);
    if (pid === null) throw new Error(`${victim} has no process`);
    const killedAtMs = Date.now();
    process.kill(pid, "SIGKILL");
    await Promise.all(
      windows.map(async ([name, page]) => {
        await waitForLook(page, TROUBLE[victim], killedAtMs);
        await expect(page.locator("[data-connection]")).toBeInViewport();
        await page.screenshot({ path: info.outputPath(`${victim}-${name}.png`) });
      }),
    );

    for (const [name, page] of windows) {
      const back = () =>
        readRecording(page).then((looks) => findReturn(looks, new RegExp(TROUBLE[victim]), killedAtMs));
      await expect.poll(async () => (await back()).backMs, { timeout: 60_000 }).not.toBeNull();
      const { shownMs, backMs } = await back();
      console.log(
        `    ${victim} killed: the ${name} shows it after ${shownMs} ms, sees progress again after ${backMs} ms`,
      );
      expect(backMs).toBeLessThan(BACK_WITHIN_MS * measureContention());
    }
    await app.call(`/api/runs/${runId}/commands`, { id: `${runId}-end`, type: "cancel" });
    const ended = await app.untilRun(runId, "the run ends", ({ finishedAt }) => finishedAt !== null);
    // a scenario that completed before the cancel makes the run partial, and the page must say so
    const wanted = ended.scenarios.some(({ status }) => status === "complete")
      ? "Ended with partial results"
      : "Cancelled";
    for (const [, page] of windows) {
      await expect(headlineOf(page)).toHaveText(wanted);
      const looks = await readRecording(page);
      expect(
        looks.filter(({ rows, headline, connection }) => rows !== 3 || headline === "" || connection === ""),
      ).toEqual([]);
    }
    expect(await readTimelineTable(audience)).toEqual(await readTimelineTable(presenter));
  });
}
