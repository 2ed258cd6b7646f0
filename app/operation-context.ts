import "server-only";
import { cookies, headers } from "next/headers";
import { sessionCookieName } from "../lib/access/session-cookie.ts";
import type { OperationContext } from "../lib/operations/context.ts";
import { contextOfSession, requireWebServices } from "../lib/operations/services.ts";

/** The context of this request's sender, from the session cookie; for pages and server actions. */
export async function operationContextFromCookies(): Promise<OperationContext> {
  const services = requireWebServices();
  const host = (await headers()).get("host") ?? undefined;
  const name = sessionCookieName({ secure: services.addresses.isSecure(host), port: services.addresses.port });
  return contextOfSession(services, (await cookies()).get(name)?.value ?? null, "console");
}

/** Origin for links and QR codes, without a trailing slash. */
export function publicOrigin(): string {
  return requireWebServices().addresses.publicOrigin;
}
