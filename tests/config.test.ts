import { resolve } from "node:path";
import { expect, test, vi } from "vitest";
import {
  childEnvironment,
  readConfig,
  readOperatorFolder,
  requireNodeVersion,
  takePassedSettings,
} from "../lib/config.ts";
import { sendsSpans } from "../lib/telemetry-settings.ts";

const read = (variables: Record<string, string>) => readConfig({ NODE_ENV: "test", ...variables });

test("[O1] an empty environment yields complete defaults", () => {
  const defaults = {
    port: 3000,
    host: "127.0.0.1",
    publicUrl: null,
    dataDir: resolve(".data"),
    databaseUrl: null,
    presenterKey: null,
    logLevel: "info",
    performanceTargets: [],
    reservedTargets: [],
    pricesFile: null,
    skillsDir: null,
    telemetry: null,
  };
  expect(read({})).toEqual(defaults);
  expect(read({ PORT: "", HOST: "", DATABASE_URL: "", PRESENTER_KEY: "" })).toEqual(defaults);
});

test("[O1] variables override the defaults", () => {
  const config = read({
    PORT: "8080",
    HOST: "0.0.0.0",
    PUBLIC_URL: "https://talk.example/path",
    PERFORMANCE_TARGETS: "a.example:80, b.example ,",
  });
  expect(config).toMatchObject({
    port: 8080,
    host: "0.0.0.0",
    publicUrl: "https://talk.example",
    performanceTargets: ["a.example:80", "b.example"],
  });
});

test("[M10] what the operator types is relative to the folder in which npm was called, and only for our own scripts", () => {
  const byNpm = { NODE_ENV: "test", INIT_CWD: "/home/jo/talk", npm_package_json: resolve("package.json") } as const;
  expect(readOperatorFolder(byNpm)).toBe("/home/jo/talk");
  expect(readConfig({ ...byNpm, PRICES_FILE: "prices.json", SKILLS_DIR: "mine", DATA_DIR: "data" })).toMatchObject({
    pricesFile: "/home/jo/talk/prices.json",
    skillsDir: "/home/jo/talk/mine",
    dataDir: "/home/jo/talk/data",
  });
  // what nobody typed stays where it is
  expect(readConfig(byNpm)).toMatchObject({ dataDir: resolve(".data"), pricesFile: null, skillsDir: null });
  // a script of another package, a shell, and npm called in the folder itself
  expect(readOperatorFolder({ ...byNpm, npm_package_json: "/home/jo/other/package.json" })).toBe(process.cwd());
  expect(readOperatorFolder(byNpm, "/tmp")).toBe("/tmp");
  expect(readOperatorFolder({ NODE_ENV: "test" }, "/tmp")).toBe("/tmp");
});

test("[O1] an invalid value is reported by its variable, and the value is not repeated", () => {
  const wrong = {
    PORT: ["70000", "3000x", "-1", "1.5"],
    HOST: ["http://here", "a b"],
    PUBLIC_URL: ["talk.example", "ftp://talk.example", "javascript:alert(1)"],
    DATABASE_URL: ["mysql://u:secret@h/d"],
    PRESENTER_KEY: ["secret", "secret with spaces in it, long"],
    LOG_LEVEL: ["loud"],
    PERFORMANCE_TARGETS: [
      "secret target",
      "http://secret.example",
      "a.example:0",
      "a.example:70000",
      "10.0.0.300",
      "10.0.0.0/40",
      "[::1",
    ],
  };
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      expect(() => read({ [name]: value }), `${name}=${value}`).toThrow(new RegExp(`^${name} must be (?!.*secret)`));
    }
  }
  expect(() => read({ PORT: "x", LOG_LEVEL: "y" })).toThrow(/^PORT .*\nLOG_LEVEL /);
});

test("[M9] targets are names, addresses and networks; one on this machine names its port", () => {
  const targets = [
    "a.example",
    "10.0.0.5:80",
    "10.0.0.0/8:80",
    "[fd00::1]:80",
    "fd00::/8",
    "localhost:80",
    "0.0.0.0/0",
  ];
  expect(read({ PERFORMANCE_TARGETS: targets.join(", ") }).performanceTargets).toEqual(targets);
  for (const target of ["localhost", "127.0.0.1", "127.0.0.0/8", "::1", "0.0.0.0", "a.example,localhost"])
    expect(() => read({ PERFORMANCE_TARGETS: target }), target).toThrow(/^PERFORMANCE_TARGETS must name the port/);
});

test("[O1] an old Node version is refused with its version", () => {
  for (const version of ["18.20.1", "20.20.2", "22.17.9"]) expect(() => requireNodeVersion(version)).toThrow(version);
  for (const version of ["22.18.0", "24.0.0", "26.1.0"]) requireNodeVersion(version);
});

test("[O3] passed settings are read from stdin only when the parent says so, and win", () => {
  const read = (environment: Record<string, string>, said = '{"DATABASE_URL":"postgres://passed"}') =>
    takePassedSettings(() => said, { NODE_ENV: "test", ...environment });
  expect(read({ DATABASE_URL: "own" }, "never read")).toEqual({ NODE_ENV: "test", DATABASE_URL: "own" });
  expect(read({ DATABASE_URL: "own", SETTINGS_ON_STDIN: "1" })).toEqual({
    NODE_ENV: "test",
    DATABASE_URL: "postgres://passed",
  });
  expect(() => read({ SETTINGS_ON_STDIN: "1" }, '{"PORT":3000}')).toThrow("PORT");
});

test("[F5] [O3] of a receiver's address, pages get no user, password or query", () => {
  const receivers = (given: Record<string, string>) => read(given).telemetry?.receivers;
  const traces = "https://user:secret@collector.example:4318/v1/traces?key=secret";
  expect(receivers({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: traces })).toEqual([
    { signal: "traces", exporter: "otlp", address: "https://collector.example:4318/v1/traces" },
  ]);
  const keys = { LANGFUSE_PUBLIC_KEY: "pk-lf-1", LANGFUSE_SECRET_KEY: "sk-lf-1" };
  expect(receivers({ ...keys, LANGFUSE_BASE_URL: "https://host.example/langfuse/" })).toEqual([
    { signal: "langfuse", exporter: "langfuse", address: "https://host.example/langfuse" },
  ]);
  for (const url of ["https://user:secret@host.example", "https://host.example/?key=secret", "https://host.example/#x"])
    expect(() => receivers({ ...keys, LANGFUSE_BASE_URL: url })).toThrow(/LANGFUSE_BASE_URL must be an address alone/);
  expect(() => receivers({ ...keys, LANGFUSE_BASE_URL: "localhost" })).toThrow("LANGFUSE_BASE_URL must be a URL");
  // otherwise the keys would go to Langfuse's cloud
  for (const name of ["LANGFUSE_HOST", "LANGFUSE_BASEURL"])
    expect(() => receivers({ ...keys, [name]: "https://host.example" })).toThrow(
      `${name} is not read here: put the address into LANGFUSE_BASE_URL`,
    );
});

test("[F5] runs are sent nowhere until a receiver is named, and then without what skills say", () => {
  const endpoint = "http://127.0.0.1:4318";
  expect(read({ OTEL_SERVICE_NAME: "stage", TELEMETRY_CONTENT: "on" }).telemetry).toBeNull();
  expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }).telemetry).toEqual({
    serviceName: "triptych",
    content: false,
    otlp: { traces: true, logs: true, metrics: true },
    langfuse: null,
    receivers: ["traces", "logs", "metrics"].map((signal) => ({ signal, exporter: "otlp", address: endpoint })),
  });
  expect(read({ OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: endpoint, TELEMETRY_CONTENT: "on" }).telemetry).toMatchObject({
    content: true,
    otlp: { traces: false, logs: true, metrics: false },
  });
  expect(read({ OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: endpoint }).telemetry?.otlp).toEqual({
    traces: false,
    logs: false,
    metrics: true,
  });
  const none = { OTEL_TRACES_EXPORTER: "none", OTEL_METRICS_EXPORTER: "none" };
  expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...none }).telemetry?.otlp).toEqual({
    traces: false,
    logs: true,
    metrics: false,
  });
  expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...none, OTEL_LOGS_EXPORTER: "none" }).telemetry).toBeNull();
  expect(() => read({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_METRICS_EXPORTER: "prometheus" })).toThrow(
    "OTEL_METRICS_EXPORTER must be otlp or none",
  );
  expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SDK_DISABLED: "true" }).telemetry).toBeNull();
  expect(() => read({ OTEL_EXPORTER_OTLP_ENDPOINT: "localhost" })).toThrow("OTEL_EXPORTER_OTLP_ENDPOINT must be a URL");
  const keys = { LANGFUSE_PUBLIC_KEY: "pk-lf-1", LANGFUSE_SECRET_KEY: "sk-lf-1" };
  // only then is a skill given a trace context
  expect(sendsSpans(read({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }).telemetry)).toBe(true);
  expect(sendsSpans(read({ ...keys }).telemetry)).toBe(true);
  expect(sendsSpans(read({ OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: endpoint }).telemetry)).toBe(false);
  expect(sendsSpans(read({}).telemetry)).toBe(false);
  expect(read({ ...keys, LANGFUSE_BASE_URL: "http://127.0.0.1:3001/" }).telemetry?.langfuse).toEqual({
    publicKey: "pk-lf-1",
    secretKey: "sk-lf-1",
    baseUrl: "http://127.0.0.1:3001",
    timeoutMs: 10_000,
    environment: null,
  });
  const more = { LANGFUSE_TRACING_ENVIRONMENT: "stage-2", LANGFUSE_TIMEOUT: "2.5" };
  expect(read({ ...keys, ...more }).telemetry?.langfuse).toMatchObject({ timeoutMs: 2_500, environment: "stage-2" });
  for (const wrong of ["langfuse-x", "Stage", "a".repeat(41)])
    expect(() => read({ ...keys, LANGFUSE_TRACING_ENVIRONMENT: wrong })).toThrow("LANGFUSE_TRACING_ENVIRONMENT");
  expect(read({ ...keys, LANGFUSE_TIMEOUT: "60" }).telemetry?.langfuse).toMatchObject({ timeoutMs: 60_000 });
  for (const wrong of ["0", "-1", "61", "1e30", "Infinity", "soon"])
    expect(() => read({ ...keys, LANGFUSE_TIMEOUT: wrong }), wrong).toThrow(
      "LANGFUSE_TIMEOUT must be a number of seconds",
    );
  for (const [name, wrong] of [
    ["LANGFUSE_PUBLIC_KEY", "pk-lf-secret\n"],
    ["LANGFUSE_PUBLIC_KEY", "pk-lf:secret"],
    ["LANGFUSE_SECRET_KEY", "sk-lf-secret–ü"],
    ["LANGFUSE_SECRET_KEY", "sk-lf secret"],
  ] as const) {
    expect(() => read({ ...keys, [name]: wrong }), wrong).toThrow(`${name} must be ASCII`);
    expect(() => read({ ...keys, [name]: wrong })).not.toThrow("secret");
  }
  expect(() => read({ LANGFUSE_PUBLIC_KEY: "pk-lf-1" })).toThrow("LANGFUSE_SECRET_KEY must be set together");
});

test("[F5] a variable that an exporter could not read is named at the start, without its value, once a receiver is named", () => {
  const receiver = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318" };
  const wrong = {
    OTEL_EXPORTER_OTLP_PROTOCOL: ["grpc"],
    OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: ["http/json"],
    OTEL_EXPORTER_OTLP_HEADERS: [
      "secret",
      "=secret",
      "api-key=secret%zz",
      "api-key=secret%0A",
      "a b=secret",
      "x=a;secret",
    ],
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: ["x=", "x=secret,y"],
    OTEL_EXPORTER_OTLP_COMPRESSION: ["zstd"],
    OTEL_EXPORTER_OTLP_LOGS_TIMEOUT: ["0", "soon", "60001", "Infinity"],
    OTEL_EXPORTER_OTLP_CERTIFICATE: ["ca.pem"],
    OTEL_RESOURCE_ATTRIBUTES: ["secret", "a=b=secret", "a=secret%", `a=${"b".repeat(256)}`],
    OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: ["delta"],
    OTEL_SDK_DISABLED: ["yes"],
  };
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      expect(() => read({ ...receiver, [name]: value }), `${name}=${value}`).toThrow(`${name} must`);
      expect(() => read({ ...receiver, [name]: value })).not.toThrow("secret");
      expect(read({ [name]: value }).telemetry).toBeNull();
    }
  }
  const right = {
    OTEL_EXPORTER_OTLP_HEADERS: "Authorization=Basic%20YTpi,api-key=a=b%2C%C3%BC",
    OTEL_EXPORTER_OTLP_TIMEOUT: "2500",
    OTEL_EXPORTER_OTLP_COMPRESSION: "gzip",
    OTEL_EXPORTER_OTLP_CERTIFICATE: "/etc/ca.pem",
    OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=stage,team=a%2Cb%3Dc",
    OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: "CUMULATIVE",
  };
  expect(read({ ...receiver, ...right }).telemetry?.otlp).not.toBeNull();
});

test("[F5] [O3] a child's environment has no key of a receiver, and is valid without them", () => {
  const keys = {
    LANGFUSE_PUBLIC_KEY: "pk-lf-secret",
    LANGFUSE_SECRET_KEY: "sk-lf-secret",
    OTEL_EXPORTER_OTLP_HEADERS: "x=secret",
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: "x=secret",
    OTEL_EXPORTER_OTLP_LOGS_HEADERS: "x=secret",
    OTEL_EXPORTER_OTLP_METRICS_HEADERS: "x=secret",
  };
  const given = { ...keys, OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318" };
  for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value);
  const environment = childEnvironment({});
  vi.unstubAllEnvs();
  expect(JSON.stringify(environment)).not.toContain("secret");
  expect(readConfig(environment).telemetry).toMatchObject({ otlp: { traces: true }, langfuse: null });
});
