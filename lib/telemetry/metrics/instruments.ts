/** What a series of figures is called and means. sum: may fall as well; counter: never falls. */
export type Instrument = {
  readonly name: string;
  readonly type: "gauge" | "sum" | "counter" | "histogram";
  /** by UCUM, as OpenTelemetry asks for: s, 1, {item} */
  readonly unit: string;
  readonly description: string;
  /** upper ends of a histogram's buckets; the last bucket has none */
  readonly bounds?: readonly number[];
};

/** Bounds of `gen_ai.*` are those of OpenTelemetry's conventions. */
export const INSTRUMENTS = {
  runs: {
    name: "triptych.run.status",
    type: "sum",
    unit: "{run}",
    description: "1 at the status that the run has, 0 at those that it had",
  },
  takeovers: {
    name: "triptych.run.takeovers",
    type: "counter",
    unit: "{takeover}",
    description: "How often another runner took the run over, or the same one after a loss",
  },
  progress: {
    name: "triptych.scenario.progress",
    type: "gauge",
    unit: "1",
    description: "Finished items as a share of the scenario's items, 0 to 1",
  },
  quality: {
    name: "triptych.scenario.quality",
    type: "gauge",
    unit: "1",
    description: "Weighted score of the functional metrics so far, 0 to 1",
  },
  items: {
    name: "triptych.scenario.items",
    type: "sum",
    unit: "{item}",
    description: "Items by their current outcome; a new attempt opens failed ones again",
  },
  retries: {
    name: "triptych.scenario.retries",
    type: "counter",
    unit: "{retry}",
    description: "Retries of failed batches, and new attempts at the whole scenario",
  },
  batchDuration: {
    name: "triptych.batch.duration",
    type: "histogram",
    unit: "s",
    description: "Time of one try of a batch",
    bounds: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
  },
  tokens: {
    name: "gen_ai.client.token.usage",
    type: "histogram",
    unit: "{token}",
    description: "Number of input and output tokens used.",
    bounds: [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864],
  },
  callDuration: {
    name: "gen_ai.client.operation.duration",
    type: "histogram",
    unit: "s",
    description: "GenAI operation duration.",
    bounds: [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
  },
} as const satisfies Record<string, Instrument>;
