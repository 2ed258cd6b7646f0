export * from "./checkpoints.ts";
export * from "./house.ts";
export * from "./run-events.ts";
export * from "./runs.ts";
