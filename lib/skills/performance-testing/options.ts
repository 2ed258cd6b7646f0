import ipaddr from "ipaddr.js";
import { z } from "zod";

export const LOAD_PROFILES = ["steady", "ramp-and-hold", "spike"] as const;
export type LoadProfile = (typeof LOAD_PROFILES)[number];

export const LOOPBACK = ["127.0.0.0/8", "::1/128"];

export const LoadOptions = z.strictObject({
  profile: z.enum(LOAD_PROFILES).default("steady"),
  /** requests of one load step */
  requestsPerStep: z.number().int().min(1).max(5_000).default(200),
  /** null: the bundled service */
  target: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  /** networks in CIDR notation that a target may lie in */
  allow: z
    .array(z.string().refine((network) => ipaddr.isValidCIDR(network), "is no network such as 10.0.0.0/8"))
    .max(100)
    .default(LOOPBACK),
});
export type LoadOptions = z.infer<typeof LoadOptions>;
