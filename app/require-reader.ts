import "server-only";
import { redirect } from "next/navigation";
import { connection } from "next/server";
import type { OperationContext } from "../lib/operations/context.ts";
import { operationContextFromCookies } from "./operation-context";

/** The context of a presenter or reviewer; anyone else goes to the door and comes back to `path` with a key. */
export async function requireReader(path: string): Promise<OperationContext> {
  // a page of these is never made at build time, when there is no server to ask
  await connection();
  const ctx = await operationContextFromCookies();
  if (ctx.actor.role !== "presenter" && ctx.actor.role !== "reviewer")
    redirect(`/enter?next=${encodeURIComponent(path)}`);
  return ctx;
}
