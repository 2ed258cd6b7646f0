import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { z } from "zod";
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from "zod-openapi";
import type { OperationContext } from "../operations/context.ts";
import { ErrorDocument } from "./schemas.ts";

/** `ctx` is set unless the access is "none". */
export type ApiEnv = { Bindings: HttpBindings; Variables: { ctx: OperationContext } };

/**
 * "key": Bearer key of a presenter, or of a reviewer for reading; "key-or-session": that, or a session cookie from our own
 * pages; "none": open to all, any check is made by the endpoint.
 */
export type Access = "none" | "key" | "key-or-session";

/** An entry of the router and of the OpenAPI document, so only documented endpoints are served. */
export type Endpoint = {
  readonly method: "get" | "post" | "delete";
  /** with `{…}` for parameters, as in OpenAPI */
  readonly path: string;
  readonly access: Access;
  readonly operation: ZodOpenApiOperationObject & { readonly operationId: string };
  readonly handle: (call: Context<ApiEnv>) => Promise<Response>;
};

const ERRORS = {
  400: "Invalid request; the message names the fields",
  401: "The key is missing or invalid",
  403: "The key does not permit this",
  404: "Not found",
  409: "Not possible in the current state",
  413: "The body is too large",
  429: "Too many wrong keys or codes from this network",
  503: "The database is unavailable; nothing was changed",
} as const;

/** A JSON response with this schema. */
export function json(description: string, schema: z.ZodType): ZodOpenApiResponseObject {
  return { description, content: { "application/json": { schema } } };
}

/** The same with a Location header. */
export function created(description: string, schema: z.ZodType): ZodOpenApiResponseObject {
  return { ...json(description, schema), headers: z.object({ Location: z.string() }) };
}

export function errors(...statuses: readonly (keyof typeof ERRORS)[]): ZodOpenApiResponsesObject {
  return Object.fromEntries(statuses.map((status) => [status, json(ERRORS[status], ErrorDocument)]));
}

/** The errors of an endpoint that requires a key. */
export function keyedErrors(...statuses: readonly (keyof typeof ERRORS)[]): ZodOpenApiResponsesObject {
  return errors(401, 429, 503, ...statuses);
}

export function jsonBody(schema: z.ZodType) {
  return { required: true, content: { "application/json": { schema } } };
}

/** The schema of the path's parameters. */
export function named(...names: readonly string[]) {
  return z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
}
