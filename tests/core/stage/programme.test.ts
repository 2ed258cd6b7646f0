import fc from "fast-check";
import { expect, test } from "vitest";
import { decideStage, isDriver, type StageAct, type StageMoment } from "../../../lib/core/stage/direct.ts";
import {
  INITIAL_PROGRAMME,
  programmeFor,
  toRoomProgramme,
  type ConsoleName,
  type Programme,
} from "../../../lib/core/stage/programme.ts";
import { foldStage, type StageChange } from "../../../lib/core/stage/stage-facts.ts";

const MAC: ConsoleName = { id: "mac", name: "Chrome on Mac" };
const PHONE: ConsoleName = { id: "phone", name: "Safari on iPhone" };
const PRESENTER = { role: "presenter", name: "console" } as const;
const RUNNING = { run: { seq: 9, runAtMs: 4_000 }, isOver: false };

function apply(programme: Programme, change: StageChange, runId: string | null = programme.runId): Programme {
  const at = "2026-11-29T02:00:00.000Z";
  return foldStage(programme, { seq: programme.seq + 1, runId, runAtMs: null, at, actor: PRESENTER, change });
}

/** The programme after the act; the code of the refusal if it is refused. */
function act(programme: Programme, asked: StageAct, by: ConsoleName, run: Omit<StageMoment, "programme"> = RUNNING) {
  const decided = decideStage({ programme, ...run }, asked, by);
  if (!decided.ok) return decided.error.code;
  return decided.value === null ? programme : apply(programme, decided.value);
}

const driven = apply({ ...INITIAL_PROGRAMME, runId: "run_1" }, { type: "driver", console: MAC });

test("[G4] the first console drives; a second one needs a confirmation, and then the first one drives no more", () => {
  expect(act(INITIAL_PROGRAMME, { type: "drive", confirmed: false }, MAC)).toMatchObject({ driver: MAC });
  expect(act(driven, { type: "drive", confirmed: false }, PHONE)).toBe("driven");
  const taken = act(driven, { type: "drive", confirmed: true }, PHONE);
  expect(taken).toMatchObject({ driver: { ...PHONE, left: false } });
  expect(act(taken as Programme, { type: "cover", cover: "black" }, MAC)).toBe("not-driving");
});

test("[G4] a request is answered by handing over or by keeping the wheel", () => {
  const asked = act(driven, { type: "ask-to-drive" }, PHONE) as Programme;
  expect(asked).toMatchObject({ driver: MAC, asking: PHONE });
  expect(act(asked, { type: "hand-over" }, PHONE)).toBe("not-driving");
  expect(act(asked, { type: "hand-over" }, MAC)).toMatchObject({ driver: PHONE, asking: null });
  expect(act(asked, { type: "keep-driving" }, MAC)).toMatchObject({ driver: MAC, asking: null });
  expect(act(driven, { type: "hand-over" }, MAC)).toBe("nobody-asks");
});

test("[G4] whoever asks while the driver is away drives at once, and a driver that returns only if nobody took over", () => {
  const left = apply(driven, { type: "driver-left" });
  expect(act(left, { type: "ask-to-drive" }, PHONE)).toMatchObject({ driver: { ...PHONE, left: false } });
  expect(act(left, { type: "drive", confirmed: false }, MAC)).toMatchObject({ driver: { ...MAC, left: false } });
  expect(isDriver(left, MAC.id)).toBe(true);
});

test("[G4] who had asked before the driver left gets the wheel by asking again", () => {
  const asked = act(driven, { type: "ask-to-drive" }, PHONE) as Programme;
  const left = apply(asked, { type: "driver-left" });
  expect(act(left, { type: "ask-to-drive" }, PHONE)).toMatchObject({ driver: { ...PHONE, left: false } });
});

test("[G15][G17] written words and a light stay on the screen on which they were made; captions that are off stay off", () => {
  const over = { ...RUNNING, isOver: true };
  const result = { type: "show", screen: "result", page: 0 } as const;
  const written = apply(apply(driven, { type: "caption", caption: { kind: "written", text: "Watch the green bar" } }), {
    type: "spotlight",
    spotlight: { scenarioId: "complex", point: null, note: null },
  });
  expect(act(written, result, MAC, over)).toMatchObject({ caption: { kind: "automatic" }, spotlight: null });
  const off = apply(driven, { type: "caption", caption: { kind: "off" } });
  expect(act(off, result, MAC, over)).toMatchObject({ caption: { kind: "off" } });
});

test("[G19] a question leads to the first page, which answers it, and can always be taken back", () => {
  const over = { ...RUNNING, isOver: true };
  const page = act(driven, { type: "show", screen: "result", page: 2 }, MAC, over) as Programme;
  const asked = act(page, { type: "what-if", items: 500 }, MAC, over) as Programme;
  expect(asked).toMatchObject({ whatIf: 500, page: 0 });
  expect(act(asked, { type: "what-if", items: 600 }, MAC)).toBe("no-result");
  expect(act(asked, { type: "what-if", items: null }, MAC)).toMatchObject({ whatIf: null });
});

test("[G12] the picture freezes at the run's last fact, and neither before a start nor twice", () => {
  expect(act(driven, { type: "freeze", on: true }, MAC, { run: null, isOver: false })).toBe("no-run");
  const frozen = act(driven, { type: "freeze", on: true }, MAC) as Programme;
  expect(frozen.frozen).toEqual({ seq: 9, runAtMs: 4_000 });
  const later = { run: { seq: 30, runAtMs: 9_000 }, isOver: false };
  expect(act(frozen, { type: "freeze", on: true }, MAC, later)).toBe(frozen);
  expect(act(frozen, { type: "freeze", on: false }, MAC, later)).toMatchObject({ frozen: null });
});

test("[G19] the result is shown after the end only, and releases a frozen picture", () => {
  const frozen = act(driven, { type: "freeze", on: true }, MAC) as Programme;
  const show = { type: "show", screen: "result", page: 0 } as const;
  expect(act(frozen, show, MAC)).toBe("no-result");
  expect(act(frozen, show, MAC, { ...RUNNING, isOver: true })).toMatchObject({ screen: "result", frozen: null });
});

test("[G3] a new run keeps what belongs to the room, and nothing that was chosen for another run", () => {
  const dressed: Programme = {
    ...driven,
    screen: "result",
    page: 2,
    cover: "black",
    theme: "light",
    caption: { kind: "written", text: "Look at complex" },
    spotlight: { scenarioId: "complex", point: null, note: null },
    whatIf: 20_000,
  };
  expect(programmeFor(dressed, "run_1")).toBe(dressed);
  // who starts a run drives it, although another console drove the run before
  const room = { runId: "run_2", cover: "black", theme: "light", driver: null };
  expect(programmeFor(dressed, "run_2")).toEqual({ ...driven, ...room });
});

test("[G12] the audience never learns who drives", () => {
  expect(Object.keys(toRoomProgramme(driven))).not.toEqual(expect.arrayContaining(["driver"]));
  expect(JSON.stringify(toRoomProgramme(act(driven, { type: "ask-to-drive" }, PHONE) as Programme))).not.toMatch(
    /Chrome|Safari/,
  );
});

const consoles = fc.constantFrom(MAC, PHONE, { id: "third", name: "Firefox on Linux" });
const acts: fc.Arbitrary<StageAct> = fc.oneof(
  fc.record({ type: fc.constant("drive" as const), confirmed: fc.boolean() }),
  fc.constantFrom<StageAct>({ type: "ask-to-drive" }, { type: "hand-over" }, { type: "keep-driving" }),
  fc.record({ type: fc.constant("cover" as const), cover: fc.constantFrom("black" as const, "white" as const, null) }),
  fc.record({ type: fc.constant("freeze" as const), on: fc.boolean() }),
  fc.record({
    type: fc.constant("show" as const),
    screen: fc.constantFrom("lobby" as const, "run" as const, "result" as const),
    page: fc.nat(4),
  }),
);

test("[G4][G12] whatever consoles ask, one drives, only it changes the picture, and a repeated request changes nothing", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(consoles, acts), { maxLength: 30 }), fc.boolean(), (asked, isOver) => {
      let programme: Programme = { ...INITIAL_PROGRAMME, runId: "run_1" };
      for (const [by, one] of asked) {
        const before = programme;
        const after = act(programme, one, by, { ...RUNNING, isOver });
        if (typeof after === "string") continue;
        programme = after;
        const { driver, asking, seq, ...picture } = after;
        const { driver: _, asking: __, seq: ___, ...pictureBefore } = before;
        const isSame = JSON.stringify(picture) === JSON.stringify(pictureBefore);
        expect(isSame || before.driver?.id === by.id).toBe(true);
        expect(before.driver === null || driver !== null).toBe(true);
        expect(asking === null || asking.id !== driver?.id).toBe(true);
        expect(seq - before.seq).toBeLessThanOrEqual(1);
        const again = act(after, one, by, { ...RUNNING, isOver });
        expect(one.type === "hand-over" || again === after).toBe(true);
      }
    }),
    { seed: 10, numRuns: 500 },
  );
});
