import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { openHttp, type HttpTools } from "../../../../lib/skills/adapters/http/open-http.ts";
import { SkillDefinition } from "../../../../lib/skills/definition/definition.ts";
import { createCall, createContext, parseInvoke } from "../support/invoker-call.ts";

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

async function serve(listener: RequestListener, address = "127.0.0.1", atPort = 0): Promise<number> {
  const server = createServer(listener).listen(atPort, address);
  closing.push(() => server.close().closeAllConnections());
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

function createTools(given: Partial<HttpTools> = {}): HttpTools {
  return { random: () => 0, nowMs: () => 0, wait: async () => {}, reserved: [], ...given };
}

const resolving =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

async function refusalOf(url: string, given: { allow?: string[] } & Partial<HttpTools> = {}): Promise<string> {
  const { allow = [], ...tools } = given;
  const opened = openHttp(parseInvoke({ kind: "http", url, allow }), createContext(), createTools(tools));
  return await opened.then(
    async (invoker) => {
      await invoker.close?.();
      return "allowed";
    },
    (error: Error) => error.message,
  );
}

describe("[M3] which servers a skill reaches", () => {
  test.each([
    ["this machine", "http://127.0.0.1:8080/"],
    ["another address of this machine", "http://127.1.2.3:8080/"],
    ["a decimal host", "http://2130706433:8080/"],
    ["a hexadecimal host", "http://0x7f000001:8080/"],
    ["an octal host", "http://0177.0.0.1:8080/"],
    ["a short host", "http://127.1:8080/"],
    ["the unspecified address", "http://0.0.0.0:8080/"],
    ["IPv6 loopback", "http://[::1]:8080/"],
    ["unspecified IPv6", "http://[::]:8080/"],
    ["a private network", "http://10.0.0.1/"],
    ["a private network", "http://172.16.5.4/"],
    ["a private network", "http://192.168.1.1/"],
    ["a metadata service", "http://169.254.169.254/latest/meta-data/"],
    ["a metadata service, decimal", "http://2852039166/latest/meta-data/"],
    ["a metadata service by IPv6", "http://[fd00:ec2::254]/latest/"],
    ["Azure's host service", "http://168.63.129.16/machine"],
    ["a metadata service in shared space", "http://100.100.100.200/latest/"],
    ["carrier-grade NAT", "http://100.64.0.1/"],
    ["IPv6 link-local", "http://[fe80::1]/"],
    ["IPv6 unique local", "http://[fc00::1]/"],
    ["IPv6 site-local", "http://[fec0::1]/"],
    ["an IPv4-mapped address", "http://[::ffff:127.0.0.1]:8080/"],
    ["an IPv4-mapped metadata service", "http://[::ffff:a9fe:a9fe]/"],
    ["an IPv4-compatible address", "http://[::127.0.0.1]:8080/"],
    ["an IPv4-translated address", "http://[::ffff:0:127.0.0.1]:8080/"],
    ["NAT64", "http://[64:ff9b::7f00:1]:8080/"],
    ["local NAT64", "http://[64:ff9b:1::a9fe:a9fe]/"],
    ["6to4", "http://[2002:7f00:1::]/"],
    ["Teredo", "http://[2001:0:7f00:1::]/"],
    ["benchmarking", "http://198.18.0.1/"],
    ["multicast", "http://224.0.0.1/"],
    ["broadcast", "http://255.255.255.255/"],
    ["future use", "http://240.0.0.1/"],
  ])("%s, %s, is refused unless it is allowed", async (_what, url) => {
    expect(await refusalOf(url)).toMatch(/may not be reached.*add ".+:\d+" to invoke\.allow in skill\.yaml/);
  });

  test.each([
    ["a name of a metadata service", "http://metadata.google.internal/", ["169.254.169.254"]],
    ["localhost", "http://localhost:8080/", ["127.0.0.1", "::1"]],
    ["a name below localhost", "http://a.localhost:8080/", ["127.0.0.1"]],
    ["a public name of a private address", "http://127.0.0.1.nip.test/", ["127.0.0.1"]],
    ["an intranet", "http://intranet.test/", ["10.1.2.3"]],
    ["a mapped address", "http://mapped.test/", ["::ffff:10.1.2.3"]],
  ])("%s is refused by its address", async (_what, url, addresses) => {
    expect(await refusalOf(url, { lookup: resolving(...addresses) })).toContain("may not be reached");
  });

  test("a server on the internet is reached by the URL alone, and only it", async () => {
    const lookup = resolving("93.184.215.14");
    expect(await refusalOf("https://service.test/a", { lookup })).toBe("allowed");
    expect(await refusalOf("http://93.184.215.14:8080/")).toBe("allowed");
    expect(await refusalOf("http://[2606:2800:21f:cb07::1]/")).toBe("allowed");
  });

  test("what the operator allows is reached, by its port", async () => {
    expect(await refusalOf("http://127.0.0.1:8080/", { allow: ["127.0.0.1:8080"] })).toBe("allowed");
    expect(await refusalOf("http://2130706433:8080/", { allow: ["127.0.0.1:8080"] })).toBe("allowed");
    expect(await refusalOf("http://127.0.0.1:8081/", { allow: ["127.0.0.1:8080"] })).toContain("may not be reached");
    const lookup = resolving("10.1.2.3");
    expect(await refusalOf("http://intranet.test/", { allow: ["10.0.0.0/8:80"], lookup })).toBe("allowed");
    expect(await refusalOf("http://intranet.test/", { allow: ["intranet.test:80"], lookup })).toContain("10.1.2.3:80");
    const here = resolving("127.0.0.1", "::1");
    expect(await refusalOf("http://localhost:8080/", { allow: ["localhost:8080"], lookup: here })).toBe("allowed");
  });

  test("our own servers are never reached", async () => {
    const given = { allow: ["127.0.0.0/8:3000", "localhost:3000"], reserved: ["localhost:3000"] };
    expect(await refusalOf("http://127.0.0.1:3000/", given)).toContain("belongs to Triptych itself");
    const lookup = resolving("127.0.0.1");
    expect(await refusalOf("http://localhost:3000/", { ...given, lookup })).toContain("belongs to Triptych itself");
  });
});

describe("[M3] every connection is checked", () => {
  test("a name that is rebound after the first look-up is not dialled", async () => {
    let requests = 0;
    const port = await serve((_request, response) => response.end(String((requests += 1))));
    const answers = [["93.184.215.14"], ["127.0.0.1"]];
    const lookup = async () => await resolving(...(answers.shift() ?? []))();
    const invoke = parseInvoke({ kind: "http", url: `http://rebound.test:${port}/` });
    const invoker = await openHttp(invoke, createContext(), createTools({ lookup }));
    await expect(invoker.invoke({ text: "a" }, createCall())).rejects.toThrow("at 127.0.0.1, may not be reached");
    expect(requests).toBe(0);
    await invoker.close?.();
  });

  test("only the checked addresses of a name are dialled", async () => {
    const port = await serve((_request, response) => response.end("here"));
    await serve((_request, response) => response.end("elsewhere"), "127.0.0.2", port);
    const lookup = resolving("127.0.0.2", "127.0.0.1");
    const url = `http://mixed.test:${port}/`;
    const invoke = parseInvoke({ kind: "http", url, allow: [`127.0.0.1:${port}`] });
    const invoker = await openHttp(invoke, createContext(), createTools({ lookup }));
    expect((await invoker.invoke({}, createCall())).result).toBe("here");
    await invoker.close?.();
  });

  test("a redirect is not followed, and the secret goes nowhere else", async () => {
    let reached = 0;
    const inner = await serve((_request, response) => response.end(String((reached += 1))));
    const port = await serve((_request, response) => {
      response.writeHead(307, { location: `http://127.0.0.1:${inner}/admin` }).end();
    });
    const allow = [`127.0.0.1:${port}`, `127.0.0.1:${inner}`];
    const headers = { authorization: "Bearer {{secrets.KEY}}" };
    const invoke = parseInvoke({ kind: "http", url: `http://127.0.0.1:${port}/`, allow, headers }, ["KEY"]);
    const invoker = await openHttp(invoke, createContext({ secrets: { KEY: "s3cret" } }), createTools());
    await expect(invoker.invoke({}, createCall())).rejects.toThrow(
      `307 Temporary Redirect, a redirect to http://127.0.0.1:${inner}/admin. Redirects are not followed`,
    );
    expect(reached).toBe(0);
    await invoker.close?.();
  });
});

describe("[M3] a URL in skill.yaml", () => {
  test.each([
    ["http://{{host}}/", "must name its host and port"],
    ["http://a.test:{{port}}/", "must name its host and port"],
    ["http://a.test{{path}}", "must name its host and port"],
    ["{{options.url}}", "must begin with http"],
    ["file:///etc/passwd", "must begin with http"],
    ["gopher://a.test/", "must begin with http"],
    ["http:///evil.test/", "must name a host"],
    ["http://me:secret@a.test/", "must hold no user or password"],
    ["http://a.test\\@evil.test/", "must hold no user or password"],
    ["http://a.test/?key={{secrets.KEY}}", "must hold no secret"],
    ["http://a.test/{{{path}}}", "can hold {{COLUMN}}"],
    ["http://a.test/{{#each}}x{{/each}}", "can hold {{COLUMN}}"],
    ["http://a.test:99999/", "must be a URL"],
    ["http://localhost.:8080/", "must name a host"],
  ])("%s is refused", (url, message) => {
    const parsed = SkillDefinition.safeParse({ invoke: { kind: "http", url }, secrets: ["KEY"] });
    expect(parsed.error?.issues.map((issue) => issue.message).join()).toContain(message);
  });

  test("a secret must be declared, and an allowed server must have a port", () => {
    const parse = (invoke: object) =>
      SkillDefinition.safeParse({ invoke: { kind: "http", url: "http://a.test/", ...invoke } }).error?.issues[0];
    expect(parse({ headers: { "x-key": "{{secrets.KEY}}" } })?.message).toContain("add KEY to secrets");
    expect(parse({ body: { all: "{{secrets}}" } })?.message).toContain("must name a secret");
    expect(parse({ allow: ["127.0.0.1"] })?.message).toContain("with a port");
    expect(parse({ headers: { host: "b.test" } })?.path).toEqual(["invoke", "headers", "host"]);
  });
});
