export * from "./checkpoints.ts";
export * from "./demos.ts";
export * from "./exports.ts";
export * from "./run-events.ts";
export * from "./runs.ts";
export * from "./stages.ts";
