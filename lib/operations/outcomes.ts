import type { z } from "zod";
import { err } from "../core/kit/result.ts";
import type { Result } from "../core/kit/result.ts";
import { describeIssues } from "../issue-words.ts";
import type { OperationContext, OperationError } from "./context.ts";

export type OperationResult<Value> = Result<Value, OperationError>;
type Refusal = { ok: false; error: OperationError };

export function refuse(code: OperationError["code"], message: string): Refusal {
  return err({ code, message });
}

export function notFound(message: string): Refusal {
  return refuse("not-found", message);
}

/** Names the invalid fields and their problems; never echoes the input. `within`: the field that was validated, if not all. */
export function invalidInput(error: z.ZodError, within: readonly string[] = []): Refusal {
  return refuse("invalid-input", describeIssues(error, within));
}

/** null for the presenter. Every operation that changes something calls this first. */
export function refuseUnlessPresenter({ actor }: OperationContext, what: string): Refusal | null {
  if (actor.role === "presenter") return null;
  return actor.role === "reviewer"
    ? refuse("forbidden", `Reviewers can view runs but cannot ${what}.`)
    : refuse("forbidden", `Only the presenter can ${what}.`);
}

/** null when the actor may read runs in full: presenters and reviewers, never the audience. */
export function refuseUnlessReader({ actor }: OperationContext): Refusal | null {
  if (actor.role === "presenter" || actor.role === "reviewer") return null;
  return refuse(
    "forbidden",
    "Only the presenter and reviewers can read runs; the audience joins the stage with its code.",
  );
}

export const UNKNOWN_RUN = "No such run.";
