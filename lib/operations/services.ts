import type { Addresses } from "../access/addresses.ts";
import { findGrant, toActor } from "../access/actor.ts";
import type { Actor } from "../core/run/actor.ts";
import type { StageRefusal } from "../core/stage/direct.ts";
import type { OperationContext } from "./context.ts";

/** The services shared by all requests of a web process. */
export type WebServices = Omit<OperationContext, "actor"> & {
  readonly addresses: Addresses;
  /** why a console may not control a run; null if it may */
  readonly refuseConsole: (runId: string, consoleId: string | null) => StageRefusal | null;
};

/** The custom server and Next load separate module graphs in one process; this global is what they share. */
const SERVICES_KEY: unique symbol = Symbol.for("triptych.web-services");
type Shared = { [SERVICES_KEY]?: WebServices };

/** Called once by the server, before Next handles its first request. */
export function provideWebServices(services: WebServices): void {
  (globalThis as Shared)[SERVICES_KEY] = services;
}

/** The services of this process. Throws outside the server, such as during a build. */
export function requireWebServices(): WebServices {
  const services = (globalThis as Shared)[SERVICES_KEY];
  if (services === undefined) throw new Error("No web services in this process: pages run inside server.ts only");
  return services;
}

/** Creates the context of an operation on behalf of an actor. */
export function createOperationContext(
  { addresses: _, ...services }: Omit<WebServices, "refuseConsole">,
  actor: Actor,
): OperationContext {
  return { ...services, actor };
}

/** Creates the context for a session cookie; without a valid session the actor is the audience. */
export async function contextOfSession(
  services: Omit<WebServices, "refuseConsole">,
  secret: string | null,
  channel: string,
): Promise<OperationContext> {
  return createOperationContext(services, toActor(await findGrant(services.grants, secret, "session"), channel));
}
