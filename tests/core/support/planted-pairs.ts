import type { Comparable } from "../../../lib/core/judgement/comparison/compared.ts";
import { selectPaired, type Paired } from "../../../lib/core/judgement/comparison/paired-groups.ts";
import { groupVariantItems, type VariantItems } from "../../../lib/core/judgement/comparison/variant-items.ts";
import { createRandom } from "../../../lib/core/kit/random.ts";
import { drawNormal } from "./growth-series.ts";
import { runFigures } from "./run-figures.ts";

export type PlantedResult = "right" | "wrong" | "failed";

/** Results of a variant as an adapter reports them. `samples`: each answer has a latency; `values`: further ones of each answer. */
export function toItems(
  results: readonly PlantedResult[],
  { samples = false, values = {} }: { readonly samples?: boolean; readonly values?: { [name: string]: number } } = {},
): VariantItems {
  return groupVariantItems(
    results.length,
    results.map((result, index) =>
      result === "failed"
        ? { index, ok: false, values: { failed: 1 }, samples: {} }
        : {
            index,
            ok: true,
            values: { answered: 1, counted: 1, correct: result === "right" ? 1 : 0, ...values },
            samples: samples ? { latency_ms: [100 + ((index * 7) % 50)] } : {},
          },
    ),
  );
}

export function toPaired(...variants: readonly VariantItems[]): Paired {
  const paired = selectPaired(
    variants.map((items, at) => ({ scenario: runFigures(`variant-${at}`, sizeOf(items)), items })),
  );
  if (paired === null) throw new Error("Nothing can be paired");
  return paired;
}

function sizeOf({ sizes }: VariantItems): number {
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What is planted in a variant: the share of wrong and of failed items, and its time for an item relative to the others. */
export type Planted = { readonly wrong?: number; readonly failed?: number; readonly slowness?: number };

const ITEM_MS = 60;
/** items between two points of progress */
const STEP = 5;

/**
 * Variants on the same items: the wrong items of one are mostly those of the others, long items are long for all, and each variant has
 * a scatter of its own.
 */
export function plantVariants(variants: readonly Planted[], items: number, seed: number): readonly Comparable[] {
  const random = createRandom(seed);
  const drawn = Array.from({ length: items }, () => ({ hard: random(), length: drawNormal(random) }));
  return variants.map(({ wrong = 0.05, failed = 0, slowness = 1 }, at) => {
    const results = drawn.map(({ hard }): PlantedResult => {
      if (random() < failed) return "failed";
      // two of three items are judged by how hard they are, and the third by chance
      return (random() < 2 / 3 ? hard : random()) < wrong ? "wrong" : "right";
    });
    let workMs = 0;
    const points = drawn.map(({ length }, index) => {
      workMs += ITEM_MS * slowness * Math.exp(0.4 * length + 0.3 * drawNormal(random));
      return { itemsDone: index + 1, workMs, busyMs: workMs, atMs: workMs, quality: null };
    });
    const itemsFailed = results.filter((result) => result === "failed").length;
    const scenario = runFigures(`variant-${at}`, items, {
      workMs,
      itemsFailed,
      points: points.filter(({ itemsDone }) => itemsDone % STEP === 0),
    });
    return { scenario, items: toItems(results) };
  });
}
