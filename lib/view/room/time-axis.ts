import type { TimelineModel } from "../timeline/timeline.ts";

/** A long wait in which nobody works: drawn as a block of fixed width, an honest break of the axis. */
export type HeldBlock = { readonly fromMs: number; readonly toMs: number; readonly open: boolean };

/** The time axis of the room's picture. */
export type RoomAxis = {
  /** position of a run time, 0 to 1 */
  readonly x: (ms: number) => number;
  readonly endMs: number;
  readonly blocks: readonly (HeldBlock & { readonly from: number; readonly to: number })[];
  readonly ticks: readonly { readonly ms: number; readonly x: number }[];
};

/** Shorter waits are drawn to scale. */
const LONG_HOLD_MS = 10_000;
/** Part of the width of one block, and of all blocks together at most: the work keeps the rest. */
const BLOCK_WIDTH = 0.09;
const BLOCKS_AT_MOST = 0.4;
/** Free space behind the later of now and the last forecast. */
const ROOM_AHEAD = 1.08;
/** A run that has just begun does not fill the picture. */
const SHORTEST_MS = 10_000;
const TICK_STEPS_S = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200] as const;
const TICKS_AT_MOST = 7;

/** `fitMs`: the latest time that must fit, now or a forecast. */
export function createRoomAxis(
  model: Pick<TimelineModel, "rows" | "nowMs" | "ended">,
  fitMs: number,
  blockWidth = BLOCK_WIDTH,
): RoomAxis {
  const held = findLongHolds(model);
  const heldMs = held.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const latestMs = Math.max(model.nowMs, fitMs, model.ended ? 1_000 : SHORTEST_MS);
  const endMs = heldMs + roundUp((latestMs - heldMs) * ROOM_AHEAD);
  const width = held.length === 0 ? 0 : Math.min(blockWidth, BLOCKS_AT_MOST / held.length);
  const perMs = (1 - width * held.length) / (endMs - heldMs);
  const x = (ms: number): number => {
    const at = Math.min(Math.max(ms, 0), endMs);
    const passed = held.filter(({ fromMs }) => fromMs < at);
    const inside = passed.reduce((sum, { fromMs, toMs }) => sum + Math.min(at, toMs) - fromMs, 0);
    const blocks = passed.reduce(
      (sum, { fromMs, toMs }) => sum + width * Math.min(1, (at - fromMs) / (toMs - fromMs)),
      0,
    );
    return (at - inside) * perMs + blocks;
  };
  const blocks = held.map((hold) => ({ ...hold, from: x(hold.fromMs), to: x(hold.toMs) }));
  return { x, endMs, blocks, ticks: placeTicks(endMs, heldMs, held, x) };
}

/** Stretches of more than LONG_HOLD_MS in which at least one scenario waits and none works. */
function findLongHolds({ rows, nowMs, ended }: Pick<TimelineModel, "rows" | "nowMs" | "ended">): HeldBlock[] {
  const working = rows
    .flatMap(({ spans }) => spans.filter(({ kind }) => kind === "running"))
    .toSorted((a, b) => a.fromMs - b.fromMs);
  const lastMs = Math.max(0, ...rows.flatMap(({ spans }) => spans.map(({ toMs }) => toMs)));
  const untilMs = ended ? lastMs : Math.max(lastMs, nowMs);
  const holds: HeldBlock[] = [];
  let freeMs = working[0]?.fromMs ?? untilMs;
  for (const { fromMs, toMs } of working) {
    if (fromMs - freeMs > LONG_HOLD_MS) holds.push({ fromMs: freeMs, toMs: fromMs, open: false });
    freeMs = Math.max(freeMs, toMs);
  }
  const isOver = rows.every(({ end }) => end !== null);
  if (!isOver && untilMs - freeMs > LONG_HOLD_MS) holds.push({ fromMs: freeMs, toMs: untilMs, open: true });
  return holds;
}

/** To a grid of about a twentieth, so that the axis does not creep with every forecast. */
function roundUp(ms: number): number {
  const grid = [250, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000];
  const step = grid.find((each) => each * 30 >= ms) ?? 600_000;
  return Math.ceil(ms / step) * step;
}

/** Ticks outside the blocks, at least a fifteenth of the axis apart. */
function placeTicks(
  endMs: number,
  heldMs: number,
  held: readonly HeldBlock[],
  x: (ms: number) => number,
): { ms: number; x: number }[] {
  const seconds = TICK_STEPS_S.find((step) => (endMs - heldMs) / 1_000 / step <= TICKS_AT_MOST) ?? 14_400;
  const ticks: { ms: number; x: number }[] = [];
  for (let ms = 0; ms <= endMs; ms += seconds * 1_000) {
    if (held.some(({ fromMs, toMs }) => ms > fromMs && ms < toMs)) continue;
    const at = x(ms);
    if (at - (ticks.at(-1)?.x ?? -1) >= 1 / 15) ticks.push({ ms, x: at });
  }
  return ticks;
}
