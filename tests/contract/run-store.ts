import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunFilter } from "../../lib/core/ports/run-store.ts";
import { newId } from "../../lib/ids.ts";
import type { Stores } from "../../lib/store/stores.ts";
import { buildSpec, buildTotals, logged, PRESENTER } from "../support/spec.ts";
import { OWNER, type OpenStores } from "./event-log.ts";

/** The contract of creating and listing runs. */
export function describeRunStore(name: string, open: OpenStores): void {
  describe(`run store: ${name}`, () => {
    let stores: Stores;
    const ids: string[] = [];
    beforeAll(async () => {
      stores = await open();
      // pairs share their creation time, so the id decides the order
      for (let i = 0; i < 7; i++) {
        const id = newId("run");
        const spec = buildSpec({
          title: `Run ${i} of 100%_`,
          skillId: i < 3 ? "echo" : "count",
          sync: i % 2 === 0 ? "milestone" : "lock-step",
        });
        await stores.runs.create({ id, spec, actor: PRESENTER, at: `2030-01-0${1 + Math.floor(i / 2)}T00:00:00.000Z` });
        ids.unshift(id);
      }
    });
    afterAll(async () => stores.close());

    async function idsOf(filter: RunFilter): Promise<string[]> {
      return (await stores.runs.list(filter, { limit: 50, cursor: null })).items.map((item) => item.id);
    }

    test("[K1] pages are newest first, without gaps or duplicates, and end", async () => {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<Stores["runs"]["list"]>> = await stores.runs.list({}, { limit: 3, cursor });
        seen.push(...page.items.map((item) => item.id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen).toEqual(ids);
    });

    test("[K1] filters by skill, mode, status, time and text, and escapes pattern characters", async () => {
      expect(await idsOf({ skillId: "echo" })).toEqual(ids.slice(4));
      expect(await idsOf({ sync: "lock-step" })).toEqual([ids[1], ids[3], ids[5]]);
      expect(await idsOf({ status: "queued" })).toEqual(ids);
      expect(await idsOf({ status: "failed" })).toEqual([]);
      expect(await idsOf({ createdFrom: "2030-01-02T00:00:00.000Z", createdTo: "2030-01-03T00:00:00.000Z" })).toEqual([
        ids[3],
        ids[4],
      ]);
      expect(await idsOf({ search: "run 4" })).toEqual([ids[2]]);
      expect(await idsOf({ search: "100%_" })).toEqual(ids);
      expect(await idsOf({ search: "0_of" })).toEqual([]);
      expect(await idsOf({ search: ids[0] ?? "" })).toEqual([ids[0]]);
    });

    test("[A1] a new run is queued with its scenarios and no progress", async () => {
      expect(await stores.runs.get(ids[6] ?? "")).toEqual({
        id: ids[6],
        title: "Run 0 of 100%_",
        skillId: "echo",
        sync: "milestone",
        hold: "none",
        status: "queued",
        seed: 7,
        items: [10, 30],
        itemsDone: [0, 0],
        quality: [null, null],
        createdAt: "2030-01-01T00:00:00.000Z",
        startedAt: null,
        finishedAt: null,
        runMs: 0,
        lastSeq: 1,
      });
      expect(await stores.runs.get("run_of_nobody")).toBeNull();
    });

    describe("last runs of demos", () => {
      const DEMOS = [
        { id: "demo_a", skillId: "timed" },
        { id: "demo_b", skillId: "timed" },
        { id: "demo_c", skillId: "untimed" },
      ];

      async function completeRun(demoId: string | null, day: number, elapsed: readonly [number, number], ended = true) {
        const id = newId("run");
        const spec = buildSpec({ skillId: "timed", demoId });
        await stores.runs.create({ id, spec, actor: PRESENTER, at: `2031-01-0${day}T00:00:00.000Z` });
        const claim = await stores.ownership.claim(id, OWNER);
        if (claim === null) throw new Error("the run cannot be claimed");
        const writer = stores.log.openWriter(claim);
        const events = (["simple", "medium"] as const).map((scenarioId, at) => ({
          ...logged("done"),
          type: "scenario.completed" as const,
          scenarioId,
          totals: buildTotals(10, { elapsedMs: elapsed[at] ?? 0 }),
        }));
        await writer.append({ events, ...(ended ? { status: "complete" as const } : {}) });
        await stores.ownership.release(claim);
        return id;
      }

      test("[J1] are the latest complete ones, with the active time of the longest scenario; others are missing", async () => {
        await completeRun("demo_a", 1, [400, 900]);
        const latest = await completeRun("demo_a", 3, [700, 600]);
        await completeRun("demo_a", 2, [10, 20]);
        await completeRun("demo_a", 4, [1, 2], false);
        await completeRun(null, 5, [3, 4]);
        expect([...(await stores.runs.findLastRuns(DEMOS))]).toEqual([
          ["demo_a", { runId: latest, activeMs: 700, items: [10, 30] }],
        ]);
        expect((await stores.runs.findLastRuns([])).size).toBe(0);
      });
    });

    test("[K1] a foreign cursor is refused", async () => {
      const isOf = (createdAt: string) => Buffer.from(`${createdAt} run_1`).toString("base64url");
      for (const cursor of ["bm9uc2Vuc2U", isOf("2030-02-30T00:00:00.000Z"), isOf("0000-01-01T00:00:00.000Z")])
        await expect(stores.runs.list({}, { limit: 3, cursor })).rejects.toMatchObject({ code: "invalid-cursor" });
    });
  });
}
