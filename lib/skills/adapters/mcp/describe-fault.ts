import { StreamableHTTPError } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { cutText } from "../cut-text.ts";
import { RefusedDialError } from "../../../network-guard/guarded-agent.ts";
import { ErrorCode, McpError } from "@modelcontextprotocol/sdk/types.js";

const MAX_TEXT = 1_000;
const MAX_LINES = 8;
const CONNECTION_CLOSED: number = ErrorCode.ConnectionClosed;
const REQUEST_TIMEOUT: number = ErrorCode.RequestTimeout;
/** The SDK puts it before what the server reported. */
const CODE_PREFIX = /^(?:MCP error -?\d+: )+/;

/** What went wrong between us and an MCP server. `lastError`: its last line on stderr. */
export function describeFault(error: unknown, lastError: string | null): string {
  return lastError === null || !isEnd(error) ? describe(error) : `${describe(error)} Its last error: ${lastError}`;
}

/** Why a server did not start. `printed`: its lines on stderr, of which the first ones usually say it, and the last one seldom. */
export function describeStart(error: unknown, printed: readonly string[]): string {
  const lines = printed.map((line) => line.trim()).filter((line) => /\w/.test(line));
  return `${describe(error)} It printed: ${cutText(lines.slice(0, MAX_LINES).join(" | "), MAX_TEXT)}`;
}

function describe(error: unknown): string {
  if (error instanceof StreamableHTTPError) {
    const answer = error.code === undefined || error.code < 0 ? "" : ` (HTTP ${error.code})`;
    return `The MCP server refused the request${answer}: ${cutText(error.message, MAX_TEXT)}`;
  }
  if (error instanceof McpError) {
    if (isEnd(error)) return "The MCP server has ended.";
    if (error.code === REQUEST_TIMEOUT) return "The MCP server did not answer in time.";
    return cutText(error.message.replace(CODE_PREFIX, ""), MAX_TEXT);
  }
  if (error instanceof TypeError && error.message === "fetch failed")
    return error.cause instanceof RefusedDialError
      ? error.cause.message
      : `The MCP server cannot be reached (${describeCause(error.cause)}).`;
  return error instanceof Error ? error.message : String(error);
}

function isEnd(error: unknown): boolean {
  return error instanceof McpError && error.code === CONNECTION_CLOSED;
}

function describeCause(cause: unknown): string {
  if (typeof cause === "object" && cause !== null && "code" in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : "no reason given";
}
