import type { Addresses } from "../access/addresses.ts";
import { findGrant, toActor } from "../access/actor.ts";
import type { Actor } from "../core/run/actor.ts";
import type { OperationContext } from "./context.ts";

/** What a web process shares among its requests. */
export type WebServices = Omit<OperationContext, "actor"> & { readonly addresses: Addresses };

/** The one place of a process where the custom server's module graph and Next's graphs meet. */
const PLACE: unique symbol = Symbol.for("triptych.web-services");
type Shared = { [PLACE]?: WebServices };

/** Called once by the server, before Next answers anything. */
export function provideWebServices(services: WebServices): void {
  (globalThis as Shared)[PLACE] = services;
}

/** The services of this process. Throws outside the server, such as during a build. */
export function requireWebServices(): WebServices {
  const services = (globalThis as Shared)[PLACE];
  if (services === undefined)
    throw new Error("There are no web services in this process: pages run inside server.ts only");
  return services;
}

/** The context of an operation on behalf of an actor. */
export function createOperationContext({ addresses: _, ...services }: WebServices, actor: Actor): OperationContext {
  return { ...services, actor };
}

/** The context of whoever holds this session cookie; the audience's without a valid one. */
export async function contextOfSession(
  services: WebServices,
  secret: string | null,
  door: string,
): Promise<OperationContext> {
  return createOperationContext(services, toActor(await findGrant(services.grants, secret, "session"), door));
}
