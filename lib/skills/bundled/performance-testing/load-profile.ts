import { createItemRandom, drawOne } from "../../contract/item-random.ts";
import type { LoadProfile } from "./options.ts";

/** One item: a number of requests over a number of connections, cycling through the paths. */
export type LoadStep = { readonly connections: number; readonly requests: number; readonly paths: readonly string[] };

const STEADY_CONNECTIONS = 8;
const PEAK_CONNECTIONS = 32;
const QUIET_CONNECTIONS = 4;
const SPIKE_EVERY = 8;
const PATHS_PER_STEP = 20;

/** Connections of step `index` of `steps`. Ramp: from 1 to the peak over the first half, then constant. */
export function computeConnections(profile: LoadProfile, index: number, steps: number): number {
  if (profile === "steady") return STEADY_CONNECTIONS;
  if (profile === "spike") return (index + 1) % SPIKE_EVERY === 0 ? PEAK_CONNECTIONS : QUIET_CONNECTIONS;
  return Math.max(1, Math.round(PEAK_CONNECTIONS * Math.min(1, (index + 1) / Math.ceil(steps / 2))));
}

const GENRES = ["Drama", "Comedy", "Action", "Adventure", "Horror", "Documentary", "Musical"];
const ORIGINS = ["USA", "Europe", "Japan"];
const QUERIES: readonly ((random: () => number) => string)[] = [
  (random) => `/movies?genre=${drawOne(GENRES, random)}&minRating=${(4 + random() * 4).toFixed(1)}&limit=20`,
  (random) => `/movies?after=${1960 + Math.floor(random() * 50)}&sort=gross&limit=50`,
  (random) => `/movies/groups?by=${drawOne(["genre", "distributor", "year"], random)}`,
  (random) =>
    `/cars?origin=${drawOne(ORIGINS, random)}&minPower=${60 + Math.floor(random() * 120)}&sort=milesPerGallon`,
];

/** Load steps with a seeded mix of the bundled service's queries. */
export function createLoadSteps(options: {
  profile: LoadProfile;
  requestsPerStep: number;
  steps: number;
  seed: number;
}): LoadStep[] {
  const { profile, requestsPerStep, steps, seed } = options;
  return Array.from({ length: steps }, (_, index) => {
    const random = createItemRandom(seed, index);
    const paths = Array.from({ length: PATHS_PER_STEP }, () => drawOne(QUERIES, random)(random));
    return {
      connections: Math.min(requestsPerStep, computeConnections(profile, index, steps)),
      requests: requestsPerStep,
      paths,
    };
  });
}
