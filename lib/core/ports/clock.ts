export interface Clock {
  /** monotonic milliseconds; only differences are meaningful */
  nowMs(): number;
  /** wall time, for display only */
  wallTime(): Date;
}

/** The clocks of a computer. */
export interface SystemClock extends Clock {
  /** milliseconds since the boot, including those in which the computer was suspended; on Linux `nowMs` excludes them */
  bootMs(): number;
}

/** A sortable id: the prefix, an underscore and a uuid v7, such as `run_0190…`. */
export type NewId = (prefix: "run" | "cmd" | "demo" | "stage" | "grant" | "runner" | "ckpt" | "input") => string;
