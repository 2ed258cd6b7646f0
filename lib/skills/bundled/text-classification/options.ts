import { z } from "zod";
import { DEFAULT_NEIGHBOURS } from "./neighbours.ts";

export const MailOptions = z.strictObject({
  judge: z.enum(["recorded", "off"]).default("recorded").describe("whether a recorded model's answers are compared"),
  neighbours: z
    .number()
    .int()
    .min(1)
    .max(99)
    .default(DEFAULT_NEIGHBOURS)
    .describe("how many of the most similar mails decide"),
  trainingMails: z
    .number()
    .int()
    .min(50)
    .max(3_055)
    .default(3_055)
    .describe("with how many labelled mails it compares"),
});
export type MailOptions = z.infer<typeof MailOptions>;
