import type { IncomingMessage } from "node:http";
import type { OperationContext, OperationError } from "../operations/context.ts";
import type { OperationResult } from "../operations/outcomes.ts";
import { HttpError, type Reply } from "./http.ts";

export type Call = {
  readonly request: IncomingMessage;
  /** values of `{…}` in the path, in order, decoded */
  readonly params: readonly string[];
  readonly query: { readonly [name: string]: string };
  /** the client's address, for limits */
  readonly address: string;
};

/**
 * "key": Bearer key of a presenter, or of a reviewer for reading; "key-or-session": that, or the session of one of our own
 * pages; "none": whoever can reach us, the route checks by itself.
 */
export type Route =
  | {
      readonly method: "GET" | "POST" | "DELETE";
      readonly path: string;
      readonly access: "none";
      handle(call: Call): Promise<Reply>;
    }
  | {
      readonly method: "GET" | "POST";
      readonly path: string;
      readonly access: "key" | "key-or-session";
      handle(call: Call & { readonly ctx: OperationContext }): Promise<Reply>;
    };

/** Values of the placeholders when the path fits; null otherwise. */
export function matchPath(pattern: string, path: string): string[] | null {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return null;
  const params: string[] = [];
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    if (!part.startsWith("{")) {
      if (part !== value) return null;
    } else {
      const decoded = decode(value);
      if (decoded === null || decoded === "") return null;
      params.push(decoded);
    }
  }
  return params;
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

const STATUS: Record<OperationError["code"], number> = {
  "invalid-input": 400,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  unavailable: 503,
};

/** The value of an operation; throws its refusal as the HTTP error that it is. */
export function unwrap<Value>(result: OperationResult<Value>): Value {
  if (result.ok) return result.value;
  throw new HttpError(STATUS[result.error.code], result.error.code, result.error.message);
}
