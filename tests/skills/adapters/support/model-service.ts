import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { JsonObject, JsonValue } from "../../../../lib/core/kit/json.ts";

/** What a stand-in does with a request, by its number from 1. `text` is put into the shape that the service documents. */
export type Reply =
  | { readonly text: string; readonly delayMs?: number; readonly cutOff?: boolean }
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly message?: string }
  | { readonly garbage: string };

export type Asked = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: JsonObject };

export type StandIn = {
  /** up to and including /v1 */
  readonly url: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
};

/**
 * A stand-in for a model's service, on loopback: it answers in the shapes that OpenAI's chat completions and Anthropic's Messages
 * API document, and is neither.
 */
export async function startModelService(reply: (asked: Asked, number: number) => Reply): Promise<StandIn> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as JsonObject;
      const one = { path: request.url ?? "", headers: request.headers, body };
      asked.push(one);
      const given = reply(one, asked.length);
      const isAnthropic = one.path.endsWith("/messages");
      if ("delayMs" in given) await sleep(given.delayMs);
      if ("garbage" in given) {
        response.writeHead(200, { "content-type": "application/json" }).end(given.garbage);
        return;
      }
      const [status, headers, document] =
        "status" in given
          ? [given.status, given.headers ?? {}, toError(isAnthropic, given.message ?? "no reason given")]
          : [200, {}, isAnthropic ? toMessage(given, body) : toCompletion(given, body)];
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(document));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The last text that a request asks about. */
export function readPrompt({ body }: Asked): string {
  const messages = body["messages"] as readonly { readonly content: JsonValue }[];
  const content = messages.at(-1)?.content ?? "";
  return typeof content === "string" ? content : JSON.stringify(content);
}

type Answered = Extract<Reply, { readonly text: string }>;

function toCompletion({ text, cutOff = false }: Answered, { model = null }: JsonObject): JsonObject {
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1_700_000_000,
    model: `${JSON.stringify(model).replaceAll('"', "")}-2026-01-01`,
    choices: [{ index: 0, message: { role: "assistant", content: text }, finish_reason: cutOff ? "length" : "stop" }],
    usage: {
      prompt_tokens: 20,
      completion_tokens: 5,
      total_tokens: 25,
      prompt_tokens_details: { cached_tokens: 8 },
      completion_tokens_details: { reasoning_tokens: 2 },
    },
  };
}

function toMessage({ text, cutOff = false }: Answered, { model = null }: JsonObject): JsonObject {
  return {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: `${JSON.stringify(model).replaceAll('"', "")}-2026-01-01`,
    content: [{ type: "text", text }],
    stop_reason: cutOff ? "max_tokens" : "end_turn",
    stop_sequence: null,
    usage: { input_tokens: 20, output_tokens: 5 },
  };
}

function toError(isAnthropic: boolean, message: string): JsonObject {
  const error = { type: "invalid_request_error", message };
  return isAnthropic ? { type: "error", error } : { error: { ...error, param: null, code: null } };
}
