import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../lib/core/kit/json.ts";
import type { BatchAnswer, Invoker, InvokerContext } from "../../../../lib/skills/adapters/invoker.ts";
import { openHttp, type HttpTools } from "../../../../lib/skills/adapters/http/open-http.ts";
import { createCall, createContext, parseInvoke } from "../support/invoker-call.ts";

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type Request = { method: string; path: string; headers: IncomingMessage["headers"]; body: string };

/** A server of the test; the listener gets the requests with their bodies. */
async function serve(answer: (request: Request, response: ServerResponse, count: number) => void) {
  const requests: Request[] = [];
  const listener: RequestListener = (request, response) =>
    void text(request).then((body) => {
      const { method = "", url: path = "", headers } = request;
      requests.push({ method, path, headers, body });
      answer({ method, path, headers, body }, response, requests.length);
    });
  const server = createServer(listener).listen(0, "127.0.0.1");
  closing.push(() => server.close().closeAllConnections());
  await once(server, "listening");
  return { requests, host: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

type Opening = { host: string; path?: string; context?: Partial<InvokerContext>; tools?: Partial<HttpTools> };

async function open(
  { host, path = "/", context = {}, tools = {} }: Opening,
  invoke: Record<string, unknown> = {},
): Promise<Invoker> {
  const given = parseInvoke(
    { kind: "http", url: `http://${host}${path}`, allow: [host], ...invoke },
    Object.keys(context.secrets ?? {}),
  );
  const quick: HttpTools = { random: () => 0, nowMs: () => performance.now(), wait: async () => {}, reserved: [] };
  const invoker = await openHttp(given, createContext(context), { ...quick, ...tools });
  closing.push(() => invoker.close?.());
  return invoker;
}

async function answersOf(invoker: Invoker, items: readonly JsonObject[], call = createCall()): Promise<BatchAnswer[]> {
  const answers: BatchAnswer[] = [];
  for await (const each of invoker.invokeBatch?.(items, call) ?? []) answers.push(each);
  return answers;
}

const json = (response: ServerResponse, body: unknown, status = 200) =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

describe("[M3] one item per request", () => {
  test("the item is posted as JSON and the answer is its result, with its tokens", async () => {
    const { requests, host } = await serve((_request, response) =>
      json(response, { label: "spam", usage: { prompt_tokens: 7, completion_tokens: 2 } }),
    );
    const invoker = await open({ host });
    const call = createCall();
    const answer = await invoker.invoke({ text: "win", n: 3 }, call);
    expect(answer.result).toMatchObject({ label: "spam" });
    expect(call.cost.take()).toEqual({ input_tokens: 7, output_tokens: 2 });
    expect(requests[0]).toMatchObject({ method: "POST", body: '{"text":"win","n":3}' });
    expect(requests[0]?.headers["content-type"]).toBe("application/json");
  });

  test("URL, headers and body are filled in, each in its way", async () => {
    const { requests, host } = await serve((_request, response) => response.end("ok"));
    const invoker = await open(
      {
        host,
        path: "/{{options.model}}/{{id}}?q={{text}}",
        context: { options: { model: "small/v1" }, secrets: { KEY: "s3" } },
      },
      {
        method: "PUT",
        headers: { authorization: "Bearer {{secrets.KEY}}", "x-id": "{{id}}" },
        body: { input: "{{text}}", n: "{{n}}", all: "{{.}}" },
      },
    );
    await invoker.invoke({ id: "a b", text: 'x&y="1"', n: 2 }, createCall());
    const [{ path, method, headers, body } = { path: "", method: "", headers: {}, body: "" }] = requests;
    expect([method, path]).toEqual(["PUT", "/small%2Fv1/a%20b?q=x%26y%3D%221%22"]);
    expect(headers).toMatchObject({ authorization: "Bearer s3", "x-id": "a b" });
    expect(JSON.parse(body)).toMatchObject({ input: 'x&y="1"', n: 2, all: { id: "a b" } });
    expect(body).not.toContain("s3");
  });

  test("a value that would leave its place in the path, or is missing, fails the item", async () => {
    const { requests, host } = await serve((_request, response) => response.end("ok"));
    const invoker = await open({ host, path: "/v1/{{id}}/result" });
    await expect(invoker.invoke({ id: ".." }, createCall())).rejects.toThrow("would lead to another place");
    await expect(invoker.invoke({ name: "a" }, createCall())).rejects.toThrow(
      "There is no {{id}} for this item. It has {{name}}",
    );
    expect(requests).toEqual([]);
  });

  test("texts are results too; an empty or broken answer is an error", async () => {
    const bodies = [" spam \n", "", "{"];
    const { host } = await serve((_request, response, count) =>
      response
        .writeHead(200, { "content-type": count === 3 ? "application/json" : "text/plain" })
        .end(bodies[count - 1]),
    );
    const invoker = await open({ host });
    expect((await invoker.invoke({}, createCall())).result).toBe("spam");
    await expect(invoker.invoke({}, createCall())).rejects.toThrow("empty body");
    await expect(invoker.invoke({}, createCall())).rejects.toThrow("invalid JSON: {");
  });

  test("a result at a place, and the service's own reason for a failure", async () => {
    const bodies = [{ data: { label: "a" } }, { data: { failure: "too long" } }, { other: 1 }];
    const { host } = await serve((_request, response, count) => json(response, bodies[count - 1]));
    const invoker = await open({ host }, { results: "data", error: "failure" });
    expect((await invoker.invoke({}, createCall())).result).toEqual({ label: "a" });
    await expect(invoker.invoke({}, createCall())).rejects.toThrow("too long");
    await expect(invoker.invoke({}, createCall())).rejects.toThrow("nothing at data. It has the fields other");
  });
});

describe("[M3] errors and retries", () => {
  test("an error names the status and the first line of the body, and is not retried", async () => {
    const { requests, host } = await serve((_request, response) =>
      response.writeHead(400).end("\n  column text is too long\nat service.py:3\n"),
    );
    const invoker = await open({ host });
    await expect(invoker.invoke({}, createCall())).rejects.toThrow(
      /^It answered 400 Bad Request: column text is too long$/,
    );
    expect(requests).toHaveLength(1);
  });

  test("headers that are too long are named", async () => {
    const { host } = await serve((_request, response) => response.setHeader("x-long", "x".repeat(40_000)).end("ok"));
    const invoker = await open({ host });
    await expect(invoker.invoke({}, createCall())).rejects.toThrow(
      /answered with more headers than are read \(16 kB\)/,
    );
  });

  test("429, 502, 503 and 504 are retried with growing waits, and Retry-After is kept", async () => {
    const statuses = [429, 502, 503, 504, 200];
    const { requests, host } = await serve((_request, response, count) => {
      const status = statuses[count - 1] ?? 200;
      response.writeHead(status, status === 429 ? { "retry-after": "7" } : {}).end("busy");
    });
    const waits: number[] = [];
    const wait = async (ms: number) => void waits.push(ms);
    const invoker = await open({ host, tools: { wait, random: () => 0.5 } }, { retries: 4 });
    const call = createCall();
    await invoker.invoke({}, call);
    expect(call.cost.take()).toEqual({ retries: 4 });
    expect(waits).toEqual([7_000, 750, 1_500, 3_000]);
    expect(requests).toHaveLength(5);
    expect(call.logs[0]).toBe("It answered 429 Too Many Requests: busy Try 2 of 5 in 7.0 s.");
  });

  test("retries end after their number, or when the next would be too late", async () => {
    const { requests, host } = await serve((_request, response) =>
      response.writeHead(503, { "retry-after": "60" }).end("maintenance"),
    );
    const patient = await open({ host, context: { itemTimeoutMs: 1_000_000 } }, { retries: 2 });
    await expect(patient.invoke({}, createCall())).rejects.toThrow(/^It answered 503 .*: maintenance$/);
    expect(requests).toHaveLength(3);
    const hurried = await open({ host });
    await expect(hurried.invoke({}, createCall())).rejects.toThrow("in 60.0 s, after the item's time limit");
    expect(requests).toHaveLength(4);
  });

  test("a wait of decades that the service asks for is no wait, but an error", async () => {
    const { host } = await serve((_request, response) =>
      response.writeHead(429, { "retry-after": "1000000000" }).end("busy"),
    );
    const invoker = await open({ host });
    await expect(invoker.invoke({}, createCall())).rejects.toThrow(
      "It answered 429 Too Many Requests: busy The next try would be in 1000000000.0 s, after the item's time limit",
    );
  });

  test("a lost connection is retried only where a request may be repeated", async () => {
    const { requests, host } = await serve(({ method }, response, count) => {
      if (method === "POST" || count < 3) response.destroy();
      else response.end("late");
    });
    const get = await open({ host }, { method: "GET" });
    expect((await get.invoke({}, createCall())).result).toBe("late");
    const post = await open({ host });
    await expect(post.invoke({}, createCall())).rejects.toThrow(
      "may have received the request, so it is not sent again",
    );
    expect(requests).toHaveLength(4);
    const harmless = await open({ host }, { idempotent: true });
    await expect(harmless.invoke({}, createCall())).rejects.toThrow(/without an answer\.$/);
    expect(requests).toHaveLength(8);
  });

  test("a port without a server is retried, then named", async () => {
    const { host } = await serve(() => {});
    for (const close of closing.splice(0)) await close();
    const waits: number[] = [];
    const invoker = await open({ host, tools: { wait: async (ms) => void waits.push(ms) } });
    await expect(invoker.invoke({}, createCall())).rejects.toThrow(`${host} cannot be reached (ECONNREFUSED).`);
    expect(waits).toEqual([250, 500, 1_000]);
  });

  test("an answer that never ends is ended at 1 MB, a slow one by the item's time limit", async () => {
    const { host } = await serve(({ path }, response) => {
      if (path === "/slow") return void response.write("a");
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 97)));
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    });
    const endless = await open({ host });
    await expect(endless.invoke({}, createCall())).rejects.toThrow("more than 1 MB");
    const slow = await open({ host, path: "/slow" });
    const signal = AbortSignal.timeout(50);
    await expect(slow.invoke({}, createCall(signal))).rejects.toThrow(/aborted/i);
  });
});

describe("[M3] a batch per request", () => {
  test("results in order, or by position, under a list's usual name or a named one", async () => {
    const bodies = [
      ["a", "b"],
      { results: ["a", "b"], usage: { input_tokens: 9, output_tokens: 1 } },
      {
        out: [
          { i: 1, label: "b" },
          { i: 0, label: "a" },
        ],
      },
      ["a"],
      { fine: true },
    ];
    const { requests, host } = await serve((_request, response, count) => json(response, bodies[count - 1]));
    const items = [{ text: "x" }, { text: "y" }];
    const plain = await open({ host }, { per: "batch" });
    expect((await answersOf(plain, items)).map((each) => "answer" in each && each.answer.result)).toEqual(["a", "b"]);
    expect(JSON.parse(requests[0]?.body ?? "")).toEqual({ items });
    const call = createCall();
    await answersOf(plain, items, call);
    expect(call.cost.take()).toEqual({ input_tokens: 9, output_tokens: 1 });
    const placed = await open({ host }, { per: "batch", results: "out", index: "i", body: { texts: "{{items}}" } });
    expect((await answersOf(placed, items)).map(({ position }) => position)).toEqual([1, 0]);
    expect(JSON.parse(requests[2]?.body ?? "")).toEqual({ texts: items });
    await expect(answersOf(plain, items)).rejects.toThrow("1 results for 2 items");
    await expect(answersOf(plain, items)).rejects.toThrow(
      "must hold a list of results. Name its place as invoke.results",
    );
  });

  test("a streamed answer yields each item as it arrives", async () => {
    const gate = Promise.withResolvers<void>();
    const { host } = await serve((_request, response) => {
      response.write('{"i":1,"label":"b"}\n{"progress":"half"}\n');
      void gate.promise.then(() => response.end('{"i":0,"reason":"too long"}'));
    });
    const invoker = await open({ host }, { per: "batch", stream: "ndjson", index: "i", error: "reason" });
    const seen: BatchAnswer[] = [];
    for await (const each of invoker.invokeBatch?.([{ n: 0 }, { n: 1 }], createCall()) ?? []) {
      seen.push(each);
      gate.resolve();
    }
    expect(seen).toMatchObject([
      { position: 1, answer: { result: { label: "b" } } },
      { position: 0, error: "too long" },
    ]);
  });
});

describe("[M3] a streamed answer for one item", () => {
  test("server-sent events are progress, and the last one is the result", async () => {
    const { host } = await serve((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write('event: progress\ndata: {"message":"reading"}\n\n: comment\n\n');
      response.end('data: {"label":"spam"}\n\nevent: ping\ndata: {}\n\ndata: [DONE]');
    });
    const invoker = await open({ host }, { stream: "sse" });
    const call = createCall();
    const answer = await invoker.invoke({}, call);
    expect(answer.result).toEqual({ label: "spam" });
    expect(call.steps).toEqual(["reading"]);
    expect(answer.samples?.["first_event_ms"]).toHaveLength(1);
  });

  test("texts are joined, with the tokens that the stream reports", async () => {
    const { host } = await serve((_request, response) => {
      for (const content of ["sp", "am"]) response.write(`data: {"choices":[{"delta":{"content":"${content}"}}]}\n\n`);
      response.end('data: {"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":2}}\n\ndata: [DONE]\n\n');
    });
    const invoker = await open({ host }, { stream: "sse", join: "choices.0.delta.content" });
    const call = createCall();
    const { result } = await invoker.invoke({}, call);
    expect([result, call.cost.take()]).toEqual(["spam", { input_tokens: 5, output_tokens: 2 }]);
  });

  test("an error event, a stream without a result, one cut off and an endless line are errors", async () => {
    const { host } = await serve(({ path }, response) => {
      if (path === "/error") response.end("event: error\ndata: overloaded\n\n");
      else if (path === "/empty") response.end(": nothing\n\n");
      else if (path === "/cut") response.write('data: {"a":1}\n\n', () => response.destroy());
      else {
        response.write("data: ");
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536, 97)));
          if (!response.destroyed) response.once("drain", more);
        };
        more();
      }
    });
    const failing = async (path: string, stream = "sse") =>
      await (await open({ host, path }, { stream })).invoke({}, createCall());
    await expect(failing("/error")).rejects.toThrow("reported an error: overloaded");
    await expect(failing("/empty")).rejects.toThrow("ended without a result");
    await expect(failing("/cut")).rejects.toThrow("before its answer was complete");
    await expect(failing("/long")).rejects.toThrow("One event of its stream has more than 1 MB");
    await expect(failing("/long", "ndjson")).rejects.toThrow("One event of its stream has more than 1 MB");
  });
});
