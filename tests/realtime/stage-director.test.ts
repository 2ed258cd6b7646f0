import { beforeEach, describe, expect, test } from "vitest";
import type { StageAct } from "../../lib/core/stage/direct.ts";
import { INITIAL_PROGRAMME, type ConsoleName } from "../../lib/core/stage/programme.ts";
import type { Stage } from "../../lib/core/ports/stage-store.ts";
import { DriverWatch } from "../../lib/realtime/stage/driver-watch.ts";
import { StageDirector } from "../../lib/realtime/stage/stage-director.ts";
import { DatabaseUnavailableError } from "../../lib/store/connection/errors.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";

const RUN = "run_0190aaaa-0000-7000-8000-000000000001";
const LAPTOP = { id: "laptop", name: "Chrome on Mac", actor: { role: "presenter", name: "a" } } as const;
const PHONE = { id: "phone", name: "Safari on iPhone", actor: { role: "presenter", name: "b" } } as const;

const EMPTY_STAGE = { id: "stage_1", code: "K7MPRD", expiresAt: null } as const;

let nowMs: number;
let faults: unknown[];
let stores: ReturnType<typeof createMemoryStores>;
const clock = { nowMs: () => nowMs, wallTime: () => new Date(Date.UTC(2026, 0, 1) + nowMs) };

beforeEach(async () => {
  [nowMs, faults, stores] = [0, [], createMemoryStores()];
  await stores.stages.ensureDefault({ id: "stage_1", newCode: () => "K7MPRD" });
});

/** A web process that directs the stage; its database can be away. */
function openProcess() {
  const link = { isAway: false };
  const guard = async <T>(call: () => Promise<T>): Promise<T> => {
    if (link.isAway) throw new DatabaseUnavailableError("away");
    return call();
  };
  const stage: Stage = { ...EMPTY_STAGE, runId: RUN, programme: { ...INITIAL_PROGRAMME, runId: RUN } };
  const director = new StageDirector(
    {
      stages: {
        get: (id) => guard(() => readStage(id)),
        addFact: (...fact) => guard(() => stores.stages.addFact(...fact)),
      },
      clock,
      report: (_, error) => faults.push(error),
      findRun: () => ({ run: { seq: 7, runAtMs: 7_000 }, isOver: true }),
    },
    stage,
  );
  return { director, link };
}

async function readStage(id: string): Promise<Stage | null> {
  const stage = await stores.stages.get(id);
  // the run itself is of no concern here
  return stage === null ? null : { ...stage, runId: RUN, programme: { ...stage.programme, runId: RUN } };
}

async function readFacts() {
  return (await stores.stages.readFacts("stage_1", RUN)).map(({ seq, change }) => [seq, change.type]);
}

const black: StageAct = { type: "cover", cover: "black" };
const drive = (confirmed = false): StageAct => ({ type: "drive", confirmed });

describe("two web processes on one stage", () => {
  test("[G12] facts of both arrive, each once, numbered in one order, and both end at the same programme", async () => {
    const [one, two] = [openProcess(), openProcess()];
    one.director.act(drive(), LAPTOP);
    two.director.act(drive(), PHONE);
    one.director.act(black, LAPTOP);
    await expect.poll(readFacts).toEqual([
      [1, "driver"],
      [2, expect.any(String)],
      [3, expect.any(String)],
    ]);
    one.director.refresh();
    two.director.refresh();
    await expect.poll(() => [one.director.programme.seq, two.director.programme.seq]).toEqual([3, 3]);
    expect(two.director.programme).toEqual(one.director.programme);
    expect(faults).toEqual([]);
  });

  test("[G12] the one whose database is away goes black at once, and its fact is stored behind the others' once it is back", async () => {
    const [one, two] = [openProcess(), openProcess()];
    one.director.act(drive(), LAPTOP);
    await expect.poll(readFacts).toHaveLength(1);
    one.link.isAway = true;
    expect(one.director.act(black, LAPTOP)).toEqual({ ok: true, value: true });
    expect(one.director.programme.cover).toBe("black");
    two.director.refresh();
    await expect.poll(() => two.director.programme.driver?.id).toBe("laptop");
    two.director.act({ type: "ask-to-drive" }, PHONE);
    await expect.poll(readFacts).toHaveLength(2);
    one.link.isAway = false;
    one.director.refresh();
    await expect.poll(readFacts).toEqual([
      [1, "driver"],
      [2, "asking"],
      [3, "cover"],
    ]);
    two.director.refresh();
    await expect.poll(() => two.director.programme.cover).toBe("black");
    expect(one.director.programme).toMatchObject({ cover: "black", asking: { id: "phone" } });
    expect(faults).toEqual([]);
  });

  test("[G4] of two consoles that take over at once in different processes, one drives in the end", async () => {
    const [one, two] = [openProcess(), openProcess()];
    one.director.act(drive(true), LAPTOP);
    two.director.act(drive(true), PHONE);
    await expect.poll(readFacts).toHaveLength(2);
    for (const { director } of [one, two]) director.refresh();
    await expect.poll(() => [one.director.programme.seq, two.director.programme.seq]).toEqual([2, 2]);
    expect(two.director.programme).toEqual(one.director.programme);
    const driver = one.director.programme.driver?.id;
    const refusals = [LAPTOP, PHONE].map(({ id }) => one.director.refuseCommand(RUN, id)?.code ?? null);
    expect(refusals).toEqual(driver === "laptop" ? [null, "not-driving"] : ["not-driving", null]);
  });
});

describe("the watch over the driver", () => {
  function openWatch() {
    const { director } = openProcess();
    let connected: ConsoleName[] = [LAPTOP];
    director.act(drive(), LAPTOP);
    const watch = new DriverWatch({
      director,
      clock,
      consoles: () => connected.map((each) => ({ runId: RUN, console: { ...LAPTOP, ...each } })),
    });
    const after = (ms: number) => {
      nowMs += ms;
      watch.tick();
    };
    return { director, after, connect: (consoles: ConsoleName[]) => (connected = consoles) };
  }

  test("[G4] a page that reloads keeps the wheel; one that is gone for 10 s has left, and is back when it returns", () => {
    const { director, after, connect } = openWatch();
    after(1_000);
    connect([PHONE]);
    after(9_900);
    expect(director.programme.driver).toMatchObject({ id: "laptop", left: false });
    after(200);
    expect(director.programme.driver).toMatchObject({ id: "laptop", left: true });
    expect(director.refuseCommand(RUN, "phone")).toEqual({ code: "not-driving", driver: null });
    connect([LAPTOP, PHONE]);
    after(100);
    expect(director.programme.driver).toMatchObject({ id: "laptop", left: false });
  });

  test("[G4] who takes over from a driver that has left needs no confirmation, and the returning one only watches", () => {
    const { director, after, connect } = openWatch();
    connect([PHONE]);
    after(10_000);
    expect(director.act(drive(), PHONE)).toEqual({ ok: true, value: true });
    connect([LAPTOP, PHONE]);
    after(100);
    expect(director.programme.driver).toMatchObject({ id: "phone", left: false });
    expect(director.act(black, LAPTOP)).toMatchObject({ ok: false, error: { code: "not-driving" } });
  });

  test("[G4] who got the wheel and was gone before anybody saw it there has left after 10 s as well", () => {
    const { director, after } = openWatch();
    after(1_000);
    director.act({ type: "ask-to-drive" }, PHONE);
    // the phone has gone by now; another process's driver is not this one's to watch
    expect(director.act({ type: "hand-over" }, LAPTOP)).toEqual({ ok: true, value: true });
    after(100);
    after(9_900);
    expect(director.programme.driver).toMatchObject({ id: "phone", left: false });
    after(200);
    expect(director.programme.driver).toMatchObject({ id: "phone", left: true });
  });
});
