import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideKey, type KeyEffect, type KeyMoment } from "../../lib/client/commands/decide-key.ts";
import { actionOfKey } from "../../lib/client/commands/stage-keys.ts";
import { INITIAL_PROGRAMME, type Programme } from "../../lib/core/stage/programme.ts";

const MINE = { kind: "mine", asking: null } as const;
const OTHER = { kind: "other", name: "Chrome on Mac", asked: false } as const;
const PRESS = {
  repeat: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  onControl: false,
  inField: false,
};

function moment(programme: Partial<Programme> = {}, more: Partial<KeyMoment> = {}): KeyMoment {
  return {
    driving: MINE,
    programme: { ...INITIAL_PROGRAMME, ...programme },
    hasStarted: true,
    isOver: false,
    pages: 0,
    ...more,
  };
}

function press(key: string, at: KeyMoment, more: Partial<typeof PRESS> = {}): KeyEffect | null {
  const action = actionOfKey({ key, ...PRESS, ...more }, true);
  return action === null ? null : decideKey(action, at);
}

/** The programme after the effect of a key, as the hub would have it. */
function follow(at: KeyMoment, effect: KeyEffect | null): KeyMoment {
  if (effect?.do !== "direct") return at;
  const { act } = effect;
  const programme = { ...at.programme };
  if (act.type === "cover") programme.cover = act.cover;
  if (act.type === "show") [programme.screen, programme.page] = [act.screen, act.page];
  if (act.type === "freeze") programme.frozen = act.on ? { seq: 9, runAtMs: 9_000 } : null;
  if (act.type === "theme") programme.theme = act.theme;
  return { ...at, programme };
}

describe("what a clicker's keys do", () => {
  test("[G5] B, V and what clickers send turn the room black, W white, and the same keys and Escape bring it back", () => {
    for (const key of ["b", "B", "v", ".", ",", ";", "/"]) {
      expect(press(key, moment())).toEqual({ do: "direct", act: { type: "cover", cover: "black" } });
      expect(press(key, moment({ cover: "black" }))).toEqual({ do: "direct", act: { type: "cover", cover: null } });
    }
    expect(press("w", moment())).toEqual({ do: "direct", act: { type: "cover", cover: "white" } });
    for (const key of ["w", "b", "Escape"])
      expect(press(key, moment({ cover: "white" }))).toEqual({ do: "direct", act: { type: "cover", cover: null } });
  });

  test("[G5] while the room is black, advance keys say so and open nothing", () => {
    for (const key of ["ArrowRight", "PageDown", " ", "n"])
      expect(press(key, moment({ cover: "black" }))).toEqual({ do: "say", notice: "room-black" });
    expect(press("k", moment({ cover: "white" }))).toEqual({ do: "say", notice: "room-white" });
  });

  test("[G4] a clicker's start and stop keys start nothing and lose nothing", () => {
    expect(press("F5", moment())).toEqual({ do: "say", notice: "start-key" });
    expect(press("F5", moment(), { shiftKey: true })).toEqual({ do: "say", notice: "start-key" });
    expect(press("F5", moment({ cover: "black" }))).toEqual({ do: "say", notice: "start-key" });
    expect(press("Escape", moment())).toBeNull();
    // a person's reload
    expect(press("F5", moment(), { ctrlKey: true })).toBeNull();
  });

  test("[G19] at the end advance turns the pages of the result, back goes through them to the run, and both ends say so", () => {
    let at = moment({}, { isOver: true, pages: 3 });
    const seen: unknown[] = [];
    for (const key of ["PageDown", "PageDown", "PageDown", "PageDown", "PageUp", "PageUp", "PageUp", "PageUp"]) {
      const effect = press(key, at);
      at = follow(at, effect);
      seen.push(effect?.do === "say" ? effect.notice : `${at.programme.screen} ${at.programme.page}`);
    }
    expect(seen).toEqual([
      "result 0",
      "result 1",
      "result 2",
      "last-page",
      "result 1",
      "result 0",
      "run 0",
      "nothing-behind",
    ]);
  });

  test("[G19] with the join code in the room, advance first brings the run back", () => {
    expect(press("PageDown", moment({ screen: "lobby" }))).toEqual({
      do: "direct",
      act: { type: "show", screen: "run", page: 0 },
    });
    expect(press("PageDown", moment({ screen: "lobby" }, { hasStarted: false }))).toEqual({
      do: "run",
      action: "advance",
    });
  });

  test("[G4] a console of another run controls that run, but not the room", () => {
    const at = moment({}, { driving: { kind: "elsewhere", runId: "run_2" } });
    expect(press("PageDown", at)).toEqual({ do: "run", action: "advance" });
    expect(press("b", at)).toEqual({ do: "say", notice: "other-run" });
  });
});

const KEYS = ["PageDown", "PageUp", "ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", " ", "n", "p", "F5", "Escape"];
const ANY_KEY = fc.constantFrom(...KEYS, "b", "v", ".", ",", "w", "z", "k", "x", "l", "c");
const ANY_PRESS = fc.record({ key: ANY_KEY, shiftKey: fc.boolean(), repeat: fc.boolean() });

describe("laws of the keys", () => {
  test("[G5] no sequence of keys reaches the run while the room is covered", () => {
    fc.assert(
      fc.property(fc.array(ANY_PRESS, { maxLength: 40 }), fc.boolean(), (presses, isOver) => {
        let at = moment({}, { isOver, pages: isOver ? 2 : 0 });
        for (const { key, ...more } of presses) {
          const isCovered = at.programme.cover !== null;
          const effect = press(key, at, more);
          const uncovers = effect?.do === "direct" && effect.act.type === "cover" && effect.act.cover === null;
          expect(!isCovered || effect === null || effect.do === "say" || uncovers).toBe(true);
          at = follow(at, effect);
        }
      }),
      { seed: 10, numRuns: 300 },
    );
  });

  test("[G4] no sequence of keys changes the run or the room while another console drives", () => {
    const drivings = fc.constantFrom(OTHER, { kind: "nobody", left: null } as const, { kind: "unknown" } as const);
    fc.assert(
      fc.property(ANY_PRESS, drivings, fc.constantFrom(null, "black" as const), ({ key, ...more }, driving, cover) => {
        const effect = press(key, moment({ cover }, { driving }), more);
        expect(effect === null || effect.do === "say" || effect.do === "console").toBe(true);
      }),
      { seed: 10, numRuns: 300 },
    );
  });

  test("[A13] a held key does nothing at all", () => {
    fc.assert(
      fc.property(ANY_KEY, (key) => {
        expect(press(key, moment(), { repeat: true })).toBeNull();
      }),
      { seed: 10 },
    );
  });
});
