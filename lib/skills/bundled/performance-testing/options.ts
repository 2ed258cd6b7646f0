import { z } from "zod";

export const LOAD_PROFILES = ["steady", "ramp-and-hold", "spike"] as const;
export type LoadProfile = (typeof LOAD_PROFILES)[number];

export const LoadOptions = z.strictObject({
  profile: z.enum(LOAD_PROFILES).default("steady"),
  /** requests per load step */
  requestsPerStep: z.number().int().min(1).max(5_000).default(200),
  /** null: the bundled service; any other target must be on the operator's allow-list (PERFORMANCE_TARGETS) */
  target: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
});
export type LoadOptions = z.infer<typeof LoadOptions>;
