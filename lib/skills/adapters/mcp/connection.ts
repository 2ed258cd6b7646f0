import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPError } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import {
  CallToolResultSchema,
  ErrorCode,
  LoggingMessageNotificationSchema,
  McpError,
  type CallToolResult,
  type Tool,
} from "@modelcontextprotocol/sdk/types.js";
import { setImmediate as yieldToStreams } from "node:timers/promises";
import type { JsonObject } from "../../../core/kit/json.ts";
import type { Call } from "../invoker.ts";
import { untilAborted } from "../until-aborted.ts";
import { describeProgress, toLogLevel } from "./describe-notice.ts";
import { describeFault, describeStart } from "./describe-fault.ts";
import { findTool } from "./find-tool.ts";
import type { OpenServerLine, ServerLine } from "./server-line.ts";
import { TimedValidator } from "./timed-validator.ts";

type Link = {
  readonly client: Client;
  readonly line: ServerLine;
  readonly tool: Tool;
  /** the next call starts another */
  readonly forget: () => void;
};
type ToolCall = Omit<Call, "index">;

/** Below the time in which a skill must open, so that the reason is reported. `npx` may have to download the server first. */
const START_LIMIT_MS = 100_000;
/** A server that answers no ping in this time is stuck. */
const PING_LIMIT_MS = 2_000;
/** Calls are limited by their signal; the SDK's own limit of a minute would be shorter. */
const NO_LIMIT_MS = 2_147_483_647;
const MAX_EARLY_LINES = 100;
const BROKEN_STREAM = /SSE stream disconnected|reconnection attempts/;
/** a notice or an answer for a call that has ended */
const LATE_MESSAGE = /unknown token|unknown message ID/;
const IDENTITY = { name: "triptych", version: "1" };

/** A tool of a server. A server that ended or is stuck is started anew for the next call. */
export class McpConnection {
  readonly #openLine: OpenServerLine;
  readonly #toolName: string;
  /** what was logged before the first call, which brings the log */
  #early: Parameters<Call["log"]>[] = [];
  #log: Call["log"] = (...line) => {
    if (this.#early.length < MAX_EARLY_LINES) this.#early.push(line);
  };
  #link: Promise<Link> | null = null;
  #probe: Promise<void> = Promise.resolve();

  constructor(openLine: OpenServerLine, toolName: string) {
    this.#openLine = openLine;
    this.#toolName = toolName;
  }

  /** The tool as its server describes it. Rejects with a readable message when the server does not start or has no such tool. */
  async open(): Promise<Tool> {
    const { tool } = await this.#connect();
    return tool;
  }

  /** Resolves with a server that answers, once a stuck one was found out and replaced. Rejects as `open` does, and when aborted. */
  async ready(signal: AbortSignal): Promise<Link> {
    return await untilAborted(
      this.#probe.then(() => this.#connect()),
      signal,
    );
  }

  /** Rejects with a readable message when the call fails; the signal cancels it on the server too. */
  async call(args: JsonObject, { signal, log, progress, traceparent }: ToolCall): Promise<CallToolResult> {
    this.#log = log;
    for (const line of this.#early.splice(0)) log(...line);
    const link = await this.ready(signal);
    try {
      const context = traceparent === undefined ? {} : { _meta: { traceparent } };
      const request = { name: this.#toolName, arguments: args, ...context };
      const result = await link.client.callTool(request, CallToolResultSchema, {
        signal,
        timeout: NO_LIMIT_MS,
        onprogress: (notice) => progress(describeProgress(notice)),
      });
      return CallToolResultSchema.parse(result);
    } catch (error) {
      if (signal.aborted || isLineFault(error)) this.#probe = this.#check(link);
      signal.throwIfAborted();
      // the last lines of stderr arrive after the end
      await yieldToStreams();
      throw new Error(describeFault(error, link.line.lastError()), { cause: error });
    }
  }

  async close(): Promise<void> {
    const link = this.#link;
    this.#link = null;
    const { line } = (await link?.catch(() => null)) ?? {};
    await line?.leave();
  }

  #connect(): Promise<Link> {
    if (this.#link !== null) return this.#link;
    const link = this.#start(() => this.#forget(link));
    this.#link = link;
    link.catch(() => this.#forget(link));
    return link;
  }

  #forget(link: Promise<Link>): void {
    if (this.#link === link) this.#link = null;
  }

  async #start(forget: () => void): Promise<Link> {
    const line = this.#openLine((level, text) => this.#log(level, text));
    const client = new Client(IDENTITY, { capabilities: {}, jsonSchemaValidator: new TimedValidator() });
    // the SDK has these two properties and no events
    Object.assign(client, { onclose: forget, onerror: (error: Error) => this.#onError(error) });
    client.fallbackRequestHandler = async ({ method }) => this.#decline(method);
    client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params: { level, data } }) =>
      this.#log(toLogLevel(level), typeof data === "string" ? data : JSON.stringify(data)),
    );
    try {
      await client.connect(line.transport, { timeout: START_LIMIT_MS });
      return { client, line, forget, tool: await findTool(client, this.#toolName) };
    } catch (error) {
      await yieldToStreams();
      line.discard();
      if (!(error instanceof McpError) && !isLineFault(error)) throw error;
      const printed = this.#early.map(([, text]) => text);
      const fault = printed.length > 0 ? describeStart(error, printed) : describeFault(error, line.lastError());
      throw new Error(`The MCP server did not start. ${fault}`, { cause: error });
    }
  }

  #onError({ message }: Error): void {
    // a stream that broke may never bring its answer
    if (BROKEN_STREAM.test(message)) void this.#recheck();
    else if (!LATE_MESSAGE.test(message)) this.#log("warn", `MCP: ${message}`);
  }

  /** Nobody sits at a run who could answer, choose a folder or lend a model. */
  #decline(method: string): never {
    const text = `${method} is declined: a run has nobody who could answer it.`;
    this.#log("warn", `The MCP server asked for ${text}`);
    throw new McpError(ErrorCode.MethodNotFound, text);
  }

  async #recheck(): Promise<void> {
    const link = await this.#link?.catch(() => null);
    if (link !== null && link !== undefined) await this.#check(link);
  }

  /** Gives up a server that no longer answers; what is still open there fails. */
  async #check({ client, line, forget }: Link): Promise<void> {
    try {
      await client.ping({ timeout: PING_LIMIT_MS });
    } catch {
      // its end is reported only later
      forget();
      line.discard();
    }
  }
}

/** The way to the server is broken, in contrast to an error that the server reported. */
function isLineFault(error: unknown): boolean {
  return error instanceof StreamableHTTPError || error instanceof TypeError;
}
