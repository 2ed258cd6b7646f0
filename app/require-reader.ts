import "server-only";
import { redirect } from "next/navigation";
import { connection } from "next/server";
import type { OperationContext } from "../lib/operations/context.ts";
import { operationContextFromCookies } from "./operation-context";

/** The context of a presenter or reviewer; all others are redirected to sign in and return to `path`. */
export async function requireReader(path: string): Promise<OperationContext> {
  // never prerendered: there are no services at build time
  await connection();
  const ctx = await operationContextFromCookies();
  if (ctx.actor.role !== "presenter" && ctx.actor.role !== "reviewer")
    redirect(`/enter?next=${encodeURIComponent(path)}`);
  return ctx;
}
