import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RECENT_RUNS, type RunFilter, type RunStore } from "../../lib/core/ports/run-store.ts";
import { newId } from "../../lib/ids.ts";
import { createPostgresCommandInbox } from "../../lib/store/runs/command-inbox.ts";
import { formatCursor } from "../../lib/store/runs/cursor.ts";
import { createPostgresDemoStore } from "../../lib/store/records/demo-store.ts";
import { createPostgresEventLog } from "../../lib/store/log/event-log.ts";
import { createPostgresGrantStore } from "../../lib/store/records/grant-store.ts";
import { createPostgresInputStore } from "../../lib/store/records/input-store.ts";
import type { NoticeListener } from "../../lib/store/connection/listener.ts";
import { createPostgresRunOwnership } from "../../lib/store/runs/run-ownership.ts";
import { createPostgresRunStore } from "../../lib/store/runs/run-store.ts";
import { createPostgresStageStore } from "../../lib/store/records/stage-store.ts";
import { OWNER } from "../contract/event-log.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { seedRuns, seedTheRest } from "../support/many-runs.ts";
import { AT, buildSpec, PRESENTER, progressed } from "../support/spec.ts";
import { type Plan, type PlanMode, recordStatements } from "../support/statement-plans.ts";

/** Counts the rows that each statement of the stores reads in a full database, according to the server's plans; no timings. */
const RUNS = 20_000;
const PAGE = 25;
/** A page with its scenarios, and some margin. */
const FEW = 100;
/** The runs that a search scans, and the matches that the index returns afterwards. */
const SEARCHED = 3_000;
const MODES: readonly PlanMode[] = ["custom", "generic"];

let database: TestDatabase;
let recorder: Awaited<ReturnType<typeof recordStatements>>;
let runs: Omit<RunStore, "remove">;
beforeAll(async () => {
  database = await createTestDatabase();
  recorder = await recordStatements(database.url);
  runs = createPostgresRunStore(recorder.sql, recorder.db);
  await seedRuns(recorder.execute, RUNS);
  await seedTheRest(recorder.execute);
}, 120_000);
afterAll(async () => {
  await recorder.close();
  await database.drop();
});

/** Reads that grow with the table, among the statements that `act` sends. Its writes are rolled back. */
async function findLongReads(act: () => Promise<unknown>, mostRows: number): Promise<string[]> {
  recorder.take();
  await recorder.execute("begin");
  try {
    await act();
  } finally {
    await recorder.execute("rollback");
  }
  const sent = recorder.take();
  expect(sent).not.toEqual([]);
  const faults: string[] = [];
  for (const statement of sent)
    for (const mode of MODES)
      faults.push(
        ...listLongReads(await recorder.explain(statement, mode), mostRows).map(
          (fault) => `${mode}: ${fault}: ${statement.text} ${JSON.stringify(statement.values)}`,
        ),
      );
  return faults;
}

function listLongReads({ nodes }: Plan, mostRows: number): string[] {
  return nodes
    .filter(({ type, rowsRead }) => type === "Seq Scan" || rowsRead > mostRows)
    .map(({ type, relation, index, rowsRead }) => `${type} of ${relation ?? index ?? "rows"} takes ${rowsRead}`);
}

/** A list position as a cursor: 0 is the newest run, 1 the oldest. */
function cursorAt(share: number): string {
  const minutes = 7 * Math.round(RUNS * (1 - share));
  return formatCursor({
    createdAt: new Date(Date.parse("2025-01-01T00:00:00Z") + minutes * 60_000).toISOString(),
    id: "run",
  });
}

const PLACES = [
  { place: "the newest", cursor: null },
  { place: "the middle", cursor: cursorAt(0.5) },
  { place: "the oldest", cursor: cursorAt(0.985) },
  { place: "the very end", cursor: cursorAt(0.9999) },
];
const SKILLS = [undefined, "text-classification", "retired-skill", "no-such-skill"];
const SYNCS = [undefined, "milestone", "lock-step"] as const;
const STATUSES = [undefined, "complete", "cancelled", "queued"] as const;
const DATES = [{}, { createdFrom: "2025-02-01T00:00:00Z", createdTo: "2025-03-01T00:00:00Z" }];

function toFilter(parts: { readonly [Key in keyof RunFilter]: RunFilter[Key] | undefined }): RunFilter {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

describe("lists of runs", () => {
  const filters = SKILLS.flatMap((skillId) =>
    SYNCS.flatMap((sync) =>
      STATUSES.flatMap((status) => DATES.map((dates) => toFilter({ skillId, sync, status, ...dates }))),
    ),
  );

  test.each(PLACES)(
    "[K1] a page of any filter reads only one page of rows, from $place",
    async ({ cursor }) => {
      for (const filter of filters)
        expect(await findLongReads(() => runs.list(filter, { limit: PAGE, cursor }), FEW)).toEqual([]);
    },
    120_000,
  );

  test.each([
    ["a term of most runs", "scale"],
    ["one character", "e"],
    ["a rare character", "q"],
    ["two characters that no run contains", "qz"],
    ["a pattern character", "%"],
    ["pattern characters", "100%_\\"],
    ["another alphabet", "KÖLN"],
    ["a rare term", "dress rehearsal"],
    ["one run's own number", "rehearsal 7770 "],
    ["a skill of the oldest runs only", "retired"],
    ["a part of an id", "c0ffee"],
    ["a term without matches", "nothing holds this"],
  ])(
    "[K1] a search for %s reads only the next runs and the matches",
    async (_, search) => {
      for (const filter of [
        {},
        { skillId: "security-scanning" },
        { status: "cancelled" },
        { sync: "lock-step" },
      ] as const)
        for (const { cursor } of PLACES)
          expect(
            await findLongReads(() => runs.list({ search, ...filter }, { limit: PAGE, cursor }), SEARCHED),
          ).toEqual([]);
    },
    120_000,
  );

  test("[K1] a search finds the same runs as a full scan, page after page", async () => {
    for (const search of ["dress rehearsal", "100%_\\", "Köln", "q", "retired", "spring tour, evening 30"])
      for (const filter of [{}, { status: "complete" }, { skillId: "text-classification" }] as const) {
        const { rows } = await recorder.execute(
          `select id from runs where (strpos(lower(title), lower($1)) > 0 or strpos(skill_id, lower($1)) > 0 or strpos(id, lower($1)) > 0)
             and ($2::text is null or status = $2) and ($3::text is null or skill_id = $3) order by created_at desc, id desc limit 200`,
          [search, "status" in filter ? filter.status : null, "skillId" in filter ? filter.skillId : null],
        );
        const found: string[] = [];
        let cursor: string | null = null;
        do {
          const page: Awaited<ReturnType<RunStore["list"]>> = await runs.list(
            { search, ...filter },
            { limit: PAGE, cursor },
          );
          found.push(...page.items.map(({ id }) => id));
          cursor = page.nextCursor;
        } while (cursor !== null && found.length < 200);
        expect(found.slice(0, 200)).toEqual(rows.map(({ id }) => id));
      }
  }, 60_000);

  test("[J1] the last runs of demos read only recent runs, even of demos that have none", async () => {
    const demos = SKILLS.flatMap((skillId) => (skillId === undefined ? [] : [{ id: `demo_${skillId}`, skillId }]));
    const mostRows = demos.length * RECENT_RUNS + FEW;
    expect(await findLongReads(() => runs.findLastRuns(demos), mostRows)).toEqual([]);
  });

  test("[A1] storing or reading a run uses its id", async () => {
    const id = newId("run");
    const store = () => runs.create({ id, spec: buildSpec(), actor: PRESENTER, at: AT });
    expect(await findLongReads(store, FEW)).toEqual([]);
    const [newest] = (await runs.list({}, { limit: 1, cursor: null })).items;
    expect(await findLongReads(() => runs.get(newest?.id ?? ""), FEW)).toEqual([]);
  });
});

describe("everything else", () => {
  const listener: NoticeListener = { subscribe: async () => async () => undefined, close: async () => undefined };
  let runId = "";
  beforeAll(async () => {
    runId = (await runs.list({ status: "running" }, { limit: 1, cursor: null })).items[0]?.id ?? "";
  });

  test("[E3] reading the log starts at the requested seq", async () => {
    const log = createPostgresEventLog(recorder.sql, listener);
    expect(await findLongReads(() => log.read(runId, 4_950), FEW)).toEqual([]);
    expect(await findLongReads(() => log.read(runId, 10, 50), FEW)).toEqual([]);
    expect(await findLongReads(() => log.readSnapshot(runId, 550), FEW)).toEqual([]);
    expect(await findLongReads(() => log.readSegments(runId, "medium"), FEW)).toEqual([]);
    expect(await findLongReads(() => log.readCheckpoints(runId), FEW)).toEqual([]);
    const fact = progressed(1);
    expect(await findLongReads(() => log.appendStageFact(runId, fact, ["click_1"]), FEW)).toEqual([]);
  });

  test("[E2] an append touches only its own run", async () => {
    const log = createPostgresEventLog(recorder.sql, listener);
    const append = async () => {
      const writer = log.openWriter({ runId, epoch: 1, crashes: 0, downtimeMs: null });
      const append = { events: [progressed(1)], handledCommandIds: ["click_9"], status: "holding" } as const;
      await writer.append(append);
      await writer.idle();
    };
    expect(await findLongReads(append, FEW)).toEqual([]);
  });

  test("[E2] finding leases reads only runs that have not ended", async () => {
    const ownership = createPostgresRunOwnership(recorder.sql);
    expect(await findLongReads(() => ownership.findUnowned(), FEW)).toEqual([]);
    expect(await findLongReads(() => ownership.endLeasesOfDeadProcesses(OWNER, () => false), FEW)).toEqual([]);
    const claimAndRelease = async () => {
      const claim = await ownership.claim(runId, OWNER);
      if (claim === null) throw new Error(`${runId} was not claimed`);
      await ownership.renew([claim]);
      await ownership.endLeasesOfDeadProcesses(OWNER, () => false);
      await ownership.release(claim);
    };
    expect(await findLongReads(claimAndRelease, FEW)).toEqual([]);
  });

  test("[F5] a survey of all runs counts them in an index, and reads only what waits and the newest", async () => {
    const faults = await findLongReads(() => runs.survey({ active: 20, ended: 5 }), FEW);
    expect(faults.filter((fault) => !fault.includes("Index Only Scan of runs takes"))).toEqual([]);
    expect(faults).toHaveLength(MODES.length);
  });

  test("[A13] finding pending commands does not read handled ones", async () => {
    const inbox = createPostgresCommandInbox(recorder.sql, listener);
    const [last] = (await runs.list({ status: "complete" }, { limit: 1, cursor: null })).items;
    expect(await findLongReads(() => inbox.pending(last?.id ?? ""), FEW)).toEqual([]);
    const click = {
      runId,
      type: "pause",
      scenarioId: null,
      percent: null,
      force: false,
      fault: null,
      actor: PRESENTER,
    } as const;
    expect(await findLongReads(() => inbox.add({ id: newId("cmd"), ...click }), FEW)).toEqual([]);
  });

  test("[L1] finding valid grants does not read expired ones", async () => {
    const grants = createPostgresGrantStore(recorder.db);
    expect(await findLongReads(() => grants.list(), FEW)).toEqual([]);
    expect(await findLongReads(() => grants.findBySecretHash("hash_7"), FEW)).toEqual([]);
    expect(await findLongReads(() => grants.findEnded(["hash_7", "hash_8"]), FEW)).toEqual([]);
    expect(await findLongReads(() => grants.revoke("grant_20000"), FEW)).toEqual([]);
  });

  test("[G2] stages, demos and inputs are found by index", async () => {
    const stages = createPostgresStageStore(recorder.sql, listener);
    const codes = ["CODE5", "FREE05"];
    const newCode = () => codes.shift() ?? "FREE99";
    expect(await findLongReads(() => stages.ensureDefault({ id: "stage_new", newCode: () => "FREE01" }), FEW)).toEqual(
      [],
    );
    expect(await findLongReads(() => stages.findByCode("CODE7"), FEW)).toEqual([]);
    expect(await findLongReads(() => stages.get("stage_7"), FEW)).toEqual([]);
    expect(await findLongReads(() => stages.setRun("stage_7", runId), FEW)).toEqual([]);
    expect(await findLongReads(() => stages.renewCode("stage_7", newCode), FEW)).toEqual([]);
    expect(await findLongReads(() => createPostgresDemoStore(recorder.db).get("demo_7"), FEW)).toEqual([]);
    const inputs = createPostgresInputStore(recorder.db);
    const input = {
      id: "input_new",
      skillId: "echo",
      name: "a.csv",
      format: "csv",
      rows: 0,
      checksum: "c",
      createdAt: AT,
    } as const;
    expect(await findLongReads(() => inputs.add(input, []), FEW)).toEqual([]);
    expect(await findLongReads(() => inputs.get("input_7"), FEW)).toEqual([]);
    expect(await findLongReads(() => inputs.readRows("input_7", 5), FEW)).toEqual([]);
    expect(await findLongReads(() => inputs.countNulls("input_7", "word"), FEW)).toEqual([]);
  });
});
