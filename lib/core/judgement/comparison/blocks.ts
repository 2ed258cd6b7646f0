import { toStretches } from "../growth/stretches.ts";
import type { ScenarioFigures } from "../input.ts";
import type { VariantItems } from "./variant-items.ts";

/** Fewer blocks show no scatter. */
export const MIN_BLOCKS = 4;
const MAX_BLOCKS = 24;
/** A block must hold some items and some points, since points come between items. */
const MIN_BLOCK_ITEMS = 4;
const POINTS_PER_BLOCK = 2;

/** A total at a number of finished items. */
type Cumulative = readonly { readonly itemsDone: number; readonly total: number }[];

/** A stretch of items, the same for all variants. */
export type Block = { readonly fromItem: number; readonly toItem: number };

/**
 * Blocks of equally many items that every variant finished, without the first one, since programs are slower at first, and without
 * those that an injected fault disturbed in some variant. Empty when the points of progress are too few. The log holds the time of
 * workers at such points, ten a second at most, and not of single items: so a block is the unit in which times are paired.
 */
export function selectBlocks(variants: readonly ScenarioFigures[]): readonly Block[] {
  const end = Math.min(...variants.map(({ itemsDone }) => itemsDone));
  const points = Math.min(...variants.map((each) => each.points.length));
  const count = Math.min(MAX_BLOCKS, Math.floor(end / MIN_BLOCK_ITEMS), Math.floor(points / POINTS_PER_BLOCK));
  const blocks = Array.from({ length: Math.max(0, count) }, (_, at) => ({
    fromItem: (end * at) / count,
    toItem: (end * (at + 1)) / count,
  }));
  const harmed = variants.flatMap((each) => toStretches(each).filter((stretch) => stretch.harmed));
  const kept = blocks
    .slice(1)
    .filter((block) => harmed.every(({ fromItem, toItem }) => toItem <= block.fromItem || fromItem >= block.toItem));
  return kept.length < MIN_BLOCKS ? [] : kept;
}

/** Work time of each block in milliseconds. */
export function toBlockTimes({ points, itemsDone, workMs }: ScenarioFigures, blocks: readonly Block[]): number[] {
  const before = points.filter((point) => point.itemsDone < itemsDone);
  return toBlockSums(
    blocks,
    [...before, { itemsDone, workMs }].map((point) => ({ itemsDone: point.itemsDone, total: point.workMs })),
  );
}

/** Busy time of each block in milliseconds: the time that costs money. */
export function toBlockBusy({ points, itemsDone, workMs, run }: ScenarioFigures, blocks: readonly Block[]): number[] {
  const before = points.filter((point) => point.itemsDone < itemsDone);
  const end = { itemsDone, total: run?.busyMs ?? workMs };
  return toBlockSums(blocks, [
    ...before.map((point) => ({ itemsDone: point.itemsDone, total: point.busyMs ?? point.workMs })),
    end,
  ]);
}

/** The sum of one of the items' values over each block; 0 without such a value. */
export function toBlockValues({ sizes, sums }: VariantItems, name: string, blocks: readonly Block[]): number[] {
  const column = sums.get(name);
  if (column === undefined) return blocks.map(() => 0);
  let [itemsDone, total] = [0, 0];
  const cumulative = [...sizes].map((size, group) => {
    itemsDone += size;
    total += column[group] ?? 0;
    return { itemsDone, total };
  });
  return toBlockSums(blocks, cumulative);
}

function toBlockSums(blocks: readonly Block[], cumulative: Cumulative): number[] {
  return blocks.map(({ fromItem, toItem }) => readAt(cumulative, toItem) - readAt(cumulative, fromItem));
}

/** The total at a number of items, on the straight line between its neighbours. */
function readAt(cumulative: Cumulative, items: number): number {
  let before = { itemsDone: 0, total: 0 };
  for (const point of cumulative) {
    if (point.itemsDone >= items && point.itemsDone > before.itemsDone) {
      const share = (items - before.itemsDone) / (point.itemsDone - before.itemsDone);
      return before.total + share * (point.total - before.total);
    }
    before = point;
  }
  return before.total;
}
