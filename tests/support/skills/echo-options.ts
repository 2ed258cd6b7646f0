import { z } from "zod";

/** Options of the echo skill, including every misbehaviour that the host must handle. */
export const EchoOptions = z.object({
  /** CPU time per item, ms */
  spinMs: z.number().min(0).default(0),
  /** idle time per item, ms */
  waitMs: z.number().min(0).default(0),
  /** items from `gateItem` on wait until this file exists; null: they do not wait */
  gateFile: z.string().nullable().default(null),
  gateItem: z.number().int().default(0),
  /** only in this scenario; null: in all */
  gateScenario: z.string().nullable().default(null),
  /** every n-th item fails (the n-th first); 0: none */
  failEvery: z.number().int().min(0).default(0),
  /** additional items that fail */
  failItems: z.array(z.number().int()).default([]),
  /** misbehaviour at `crashItem` */
  crash: z
    .enum([
      "none",
      "throw",
      "reject",
      "uncaught",
      "exit",
      "kill",
      "loop",
      "heap",
      "heap-message",
      "heap-message-exit",
      "buffers",
      "ignore-abort",
      "garbage",
      "foreign-item",
      "huge-line",
      "endless-line",
      "endless-log",
      "endless-stderr",
      "grandchild",
      "escape",
      "short",
    ])
    .default("none"),
  crashItem: z.number().int().default(0),
  /** only in this scenario; null: in all */
  crashScenario: z.string().nullable().default(null),
  /** behaviour on open */
  open: z.enum(["ok", "throw", "hang", "exit", "memory", "wrong-count"]).default("ok"),
  /** what the items report as `outcome`, so that a test can inspect the process */
  reveal: z.enum(["index", "pid", "env", "row"]).default("index"),
});
export type EchoOptions = z.infer<typeof EchoOptions>;
