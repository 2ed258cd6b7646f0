import "server-only";
import { redirect } from "next/navigation";
import type { OperationContext } from "../lib/operations/context.ts";
import { operationContextFromCookies } from "./operation-context";

/** The context of a presenter or reviewer; anyone else goes to the door and comes back to `path` with a key. */
export async function requireReader(path: string): Promise<OperationContext> {
  const ctx = await operationContextFromCookies();
  if (ctx.actor.role !== "presenter" && ctx.actor.role !== "reviewer") redirect(`/enter?next=${encodeURIComponent(path)}`);
  return ctx;
}
