import { z } from "zod";

const text = z.string().trim().min(1, "must not be empty");

const Answer = z.strictObject({
  verdict: text,
  score: z.number("must be a number from 0 to 1").min(0, "must be 0 to 1").max(1, "must be 0 to 1"),
  reason: text.max(200, "must be at most 200 characters"),
});

/** A judge's answers, written down once and used again without it. */
const JudgeRecording = z
  .strictObject({
    judge: text.describe("who judged: a model by its name, or a person"),
    recordedAt: z.iso.date("must be a day such as 2026-05-01"),
    question: text,
    shown: text.describe("what the judge saw of an item"),
    scale: text,
    verdicts: z.array(text).min(2, "must name two verdicts or more"),
    answers: z.record(text, Answer).describe("by the key of the item"),
  })
  .check(({ value, issues }) => {
    for (const [key, { verdict }] of Object.entries(value.answers)) {
      if (value.verdicts.includes(verdict)) continue;
      const message = `must be ${value.verdicts.join(" or ")}`;
      issues.push({ code: "custom", input: verdict, path: ["answers", key, "verdict"], message });
    }
  });

export type JudgeRecording = z.infer<typeof JudgeRecording>;

/** Throws an error that names the recording, the entry and what is wrong with it. */
export function parseRecording(name: string, json: unknown): JudgeRecording {
  const parsed = JudgeRecording.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const more = parsed.error.issues.length - 1;
  const what = `${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`.trim();
  throw new Error(`The recorded judge ${name} cannot be used: ${what}${more > 0 ? `, and ${more} more` : ""}`);
}
