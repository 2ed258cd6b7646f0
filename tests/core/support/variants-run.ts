import { computeResults } from "../../../lib/core/judgement/compute-results.ts";
import { groupVariantItems, type VariantItems } from "../../../lib/core/judgement/comparison/variant-items.ts";
import { createRandom } from "../../../lib/core/kit/random.ts";
import type { MetricDefinition } from "../../../lib/core/run/metrics.ts";
import type { RunResults } from "../../../lib/core/run/results.ts";
import type { PriceTable } from "../../../lib/core/run/prices.ts";
import type { RunState, ScenarioState } from "../../../lib/core/run/state.ts";
import { playPaced } from "./paced-run.ts";
import { runSpec, scenarioSpec } from "./specs.ts";

/** A variant as it is planted. */
export type PlantedVariant = {
  readonly id: string;
  /** mean share of wrong items */
  readonly wrong: number;
  /** its time for an item relative to the others */
  readonly slowness: number;
  readonly tokens?: number;
  /** money that it reports for an item */
  readonly usd?: number;
};

export const ACCURACY: MetricDefinition = {
  id: "accuracy",
  label: "Accuracy",
  unit: "ratio",
  formula: { kind: "ratio", numerator: { correct: 1 }, denominator: { counted: 1 } },
  target: { comparison: ">=", value: 1 },
  weight: 1,
};

/** How alike the variants are in the items that they get wrong: the share of an item's difficulty that is its own. */
const COMMON = 0.8;

export type VariantsRun = {
  readonly state: RunState;
  readonly items: ReadonlyMap<string, VariantItems>;
  readonly results: RunResults;
};

type Options = {
  readonly seed?: number;
  readonly items?: number;
  readonly itemMs?: number;
  readonly prices?: PriceTable | null;
};

/** A run of variants on the same items: hard items are hard for all of them, long ones long, and each has a scatter of its own. */
export function playVariants(
  variants: readonly PlantedVariant[],
  { seed = 1, items = 400, itemMs = 60, prices = null }: Options = {},
): VariantsRun {
  const random = createRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const drawn = Array.from({ length: items }, () => ({ difficulty: normal(), length: normal() }));
  const results = new Map(
    variants.map(({ id, wrong, tokens = 0, usd }) => {
      const scores = drawn.map(({ difficulty }) => COMMON * difficulty + Math.sqrt(1 - COMMON ** 2) * normal());
      const limit = findQuantile(1 - wrong);
      return [
        id,
        scores.map((score, index) => {
          const used =
            tokens === 0 ? {} : { input_tokens: tokens, output_tokens: Math.round(tokens * (0.5 + random())) };
          const values = {
            correct: score > limit ? 0 : 1,
            counted: 1,
            ...used,
            ...(usd === undefined ? {} : { cost_usd: usd }),
          };
          return { index, ok: true, samples: {}, values };
        }),
      ] as const;
    }),
  );
  const times = new Map(
    variants.map(({ id, slowness }) => [
      id,
      drawn.map(({ length }) => itemMs * slowness * Math.exp(0.4 * length + 0.3 * normal())),
    ]),
  );
  const spec = runSpec({
    scenarios: variants.map(({ id }) => scenarioSpec(id, items, { options: { variant: id } })),
    metrics: [ACCURACY],
    prices,
  });
  const paced = playPaced({ spec, itemMs: (id, index) => times.get(id)?.[index] ?? itemMs });
  const state = { ...paced, scenarios: paced.scenarios.map((each) => withTokens(each, results.get(each.id) ?? [])) };
  const grouped = new Map([...results].map(([id, each]) => [id, groupVariantItems(items, each)]));
  return { state, items: grouped, results: computeResults(state, grouped) };
}

function withTokens(scenario: ScenarioState, results: readonly { readonly values: object }[]): ScenarioState {
  const sumOf = (name: string): number =>
    results.reduce((sum, { values }) => sum + (new Map<string, number>(Object.entries(values)).get(name) ?? 0), 0);
  const tokens = { inputTokens: sumOf("input_tokens"), outputTokens: sumOf("output_tokens") };
  const usd = sumOf("cost_usd");
  const reported = usd > 0 ? { reported: { usd, ...tokens } } : {};
  return { ...scenario, totals: { ...scenario.totals, ...tokens, ...reported } };
}

/** The quantile of the standard normal distribution, by halving (Abramowitz and Stegun 26.2.17 for its values). */
function findQuantile(share: number): number {
  let [low, high] = [-8, 8];
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2;
    if (computeBelow(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function computeBelow(value: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(value));
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const above = (Math.exp((-value * value) / 2) / Math.sqrt(2 * Math.PI)) * poly;
  return value >= 0 ? 1 - above : above;
}
