import {
  CLASS_SHAPES,
  createBend,
  createExponential,
  createKnee,
  createPower,
  createSharedWork,
  isBend,
  type Shape,
} from "./shapes.ts";
import { logSumExp } from "./density.ts";
import { createWeigher, type Assumptions, type Explanation, type SizedTime } from "./evidence.ts";

/** A shape with its probability, given the times. */
export type WeighedShape = {
  readonly shape: Shape;
  readonly probability: number;
  readonly explain: () => Explanation;
};

/** Prior probabilities of groups of shapes; each is shared equally by the shapes of its group. */
const PRIORS = {
  class: 0.74,
  sublinear: 0.08,
  superlinear: 0.06,
  falling: 0.05,
  exponential: 0.04,
  knee: 0.03,
  bend: 0.02,
} as const;

/** Exponents of the powers that are no class; so close to one they would be the class. */
const POWER_STEP = 0.25;
const STEEPEST = 12;
const CLASS_WIDTH = 0.16;
/** Growth over the whole range of sizes, ln, that an exponential has at least: below it resembles a power. */
const LEAST_EXPONENTIAL = 2;
const RATE_STEP = 0.2;
/** Beyond this factor between the sizes no exponential growth could be measured. */
const WIDEST_EXPONENTIAL = 20;

/** Serial shares and costs of coordination of shared work; the latter as a multiple of the time of one worker at the largest size. */
const SERIAL_SHARES = [0, 0.03, 0.1, 0.2, 0.35, 0.55];
/** Beyond, the smallest size counts no workers: the shape would be linear growth beside a fixed cost. */
const MOST_FIRST_WORKERS = 8;
const COORDINATION = [0, 0.05, 0.15, 0.3, 0.6, 1.2];

/** Exponents on either side of a knee, and the sizes that each side has, the knee's own included. */
const KNEE_EXPONENTS = [0, 0.5, 1, 1.5, 2, 3];
export const KNEE_SUPPORT = 3;

/** How sharp a bend is, and how many places between two sizes it may have. */
const SHARPNESS = [2, 3.5, 10];
const BENDS_BETWEEN = 3;

/** The probability of every shape, given the times (Bayes), most probable first; by default over all that are known. */
export function weighShapes(
  times: readonly SizedTime[],
  assumptions: Assumptions,
  shapes = listShapes(times),
): readonly WeighedShape[] {
  const { weigh, explain } = createWeigher(times, assumptions);
  const groups = Map.groupBy(shapes, nameGroup);
  const toWeighed = (parts: number) => (shape: Shape) => ({
    shape,
    log: Math.log(PRIORS[nameGroup(shape)] / (groups.get(nameGroup(shape))?.length ?? 1) / parts) + weigh(shape),
  });
  const coarse = shapes.map(toWeighed(1));
  const refined = ["power", "exponential"].flatMap((kind) => {
    const [best] = coarse.filter(({ shape }) => shape.kind === kind).toSorted((one, other) => other.log - one.log);
    const finer = best === undefined ? [] : refine(best.shape);
    return best === undefined ? [] : [{ replaced: best, finer: finer.map(toWeighed(finer.length)) }];
  });
  const weighed = [
    ...coarse.filter((each) => refined.every(({ replaced }) => replaced !== each)),
    ...refined.flatMap(({ finer }) => finer),
  ];
  const total = logSumExp(weighed.map(({ log }) => log));
  return weighed
    .map(({ shape, log }) => ({ shape, probability: Math.exp(log - total), explain: () => explain(shape) }))
    .toSorted((one, other) => other.probability - one.probability);
}

function nameGroup(shape: Shape): keyof typeof PRIORS {
  const { kind, parameter } = shape;
  if (isBend(shape)) return "bend";
  if (kind !== "power") return kind;
  return parameter < 1 ? "sublinear" : "superlinear";
}

/** Parts into which the range of the most probable power and exponential is divided once more. */
const PARTS = 9;

function refine({ kind, parameter }: Shape): readonly Shape[] {
  const parts = Array.from({ length: PARTS }, (_, i) => (i + 0.5) / PARTS - 0.5);
  if (kind === "power")
    return parts
      .map((part) => parameter + part * POWER_STEP)
      .filter((exponent) => !isClassLike(exponent))
      .map(createPower);
  return parts.map((part) => createExponential(parameter * Math.exp(part * RATE_STEP)));
}

function listShapes(times: readonly SizedTime[]): readonly Shape[] {
  const sizes = times.map(({ items }) => items);
  const [smallest, largest] = [Math.min(...sizes), Math.max(...sizes)];
  const exponents = range(-2, STEEPEST, POWER_STEP);
  return [
    ...CLASS_SHAPES,
    ...exponents.filter((exponent) => !isClassLike(exponent)).map(createPower),
    ...(largest > WIDEST_EXPONENTIAL * smallest ? [] : range(Math.log(LEAST_EXPONENTIAL), Math.log(60), RATE_STEP)).map(
      (log) => createExponential(Math.exp(log) / (largest - smallest)),
    ),
    ...sizes
      .slice(KNEE_SUPPORT - 1, 1 - KNEE_SUPPORT)
      .flatMap((items) =>
        KNEE_EXPONENTS.flatMap((before) =>
          KNEE_EXPONENTS.filter((after) => after !== before).map((after) => createKnee(items, before, after)),
        ),
      ),
    ...listBends(sizes),
    ...(smallest > MOST_FIRST_WORKERS ? [] : SERIAL_SHARES).flatMap((serial) =>
      COORDINATION.filter((each) => each > 0 || serial > 0).map((each) => createSharedWork(serial, each / largest)),
    ),
  ];
}

/** Between the sizes that leave enough of them on either side. */
function listBends(sizes: readonly number[]): readonly Shape[] {
  const inner = sizes.slice(KNEE_SUPPORT - 1, 1 - KNEE_SUPPORT);
  return inner.flatMap((items, i) => {
    const ratio = (inner[i + 1] ?? items) / items;
    const places =
      ratio === 1 ? [items] : range(0, BENDS_BETWEEN - 1, 1).map((part) => items * ratio ** (part / BENDS_BETWEEN));
    return places.flatMap((place) => SHARPNESS.map((sharpness) => createBend(place, sharpness)));
  });
}

/** Fewer, for weighing many times over: the classes, exponentials, and every other power. */
export function listSimpleShapes(times: readonly SizedTime[]): readonly Shape[] {
  return listShapes(times).filter(
    ({ kind, parameter }) =>
      kind === "class" || kind === "exponential" || (kind === "power" && parameter % (2 * POWER_STEP) === 0),
  );
}

function isClassLike(exponent: number): boolean {
  return [0, 1, 2, 3].some((each) => Math.abs(exponent - each) < CLASS_WIDTH);
}

export function range(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: Math.floor((to - from) / step + 1e-9) + 1 }, (_, i) => from + i * step);
}
