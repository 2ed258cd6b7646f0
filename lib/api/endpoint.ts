import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { z } from "zod";
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from "zod-openapi";
import type { OperationContext } from "../operations/context.ts";
import { ErrorDocument } from "./schemas.ts";

/** `ctx` is there where the access is not "none". */
export type ApiEnv = { Bindings: HttpBindings; Variables: { ctx: OperationContext } };

/**
 * "key": Bearer key of a presenter, or of a reviewer for reading; "key-or-session": that, or the session of one of our own
 * pages; "none": whoever can reach us, the endpoint checks by itself.
 */
export type Access = "none" | "key" | "key-or-session";

/** One entry of the router and of the OpenAPI document: what is not described here is not served. */
export type Endpoint = {
  readonly method: "get" | "post" | "delete";
  /** with `{…}` for parameters, as OpenAPI writes them */
  readonly path: string;
  readonly access: Access;
  readonly operation: ZodOpenApiOperationObject & { readonly operationId: string };
  readonly handle: (call: Context<ApiEnv>) => Promise<Response>;
};

const ERRORS = {
  400: "Not well formed; the message names the fields",
  401: "No key, or one that is not valid",
  403: "The key may not do that",
  404: "There is nothing of that id",
  409: "Not possible as things are",
  413: "The body is too large",
  429: "Too many wrong keys or codes from this network",
  503: "The database does not answer; nothing was changed",
} as const;

/** An answer of that shape as JSON. */
export function json(description: string, schema: z.ZodType): ZodOpenApiResponseObject {
  return { description, content: { "application/json": { schema } } };
}

/** The same with the address of what was made. */
export function created(description: string, schema: z.ZodType): ZodOpenApiResponseObject {
  return { ...json(description, schema), headers: z.object({ Location: z.string() }) };
}

export function errors(...statuses: readonly (keyof typeof ERRORS)[]): ZodOpenApiResponsesObject {
  return Object.fromEntries(statuses.map((status) => [status, json(ERRORS[status], ErrorDocument)]));
}

/** The errors of an endpoint that asks for a key. */
export function keyedErrors(...statuses: readonly (keyof typeof ERRORS)[]): ZodOpenApiResponsesObject {
  return errors(401, 429, 503, ...statuses);
}

export function jsonBody(schema: z.ZodType) {
  return { required: true, content: { "application/json": { schema } } };
}

/** The path's parameters. */
export function named(...names: readonly string[]) {
  return z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
}
