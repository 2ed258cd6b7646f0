import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { METRICS } from "../../lib/telemetry/prometheus/samples.ts";

const FOLDER = "docs/telemetry/prometheus";
const all = Object.entries(METRICS).map(([name, { type, labels, help }]) => ({ name, type, labels, help }));

test("[F5] the page of the metrics has a row for each, made of its name, type, labels and help", () => {
  const rows = readFileSync("docs/telemetry/prometheus.md", "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| `triptych_"));
  const expected = all.map(
    ({ name, type, labels, help }) => `| \`${name}\` | ${type} | ${labels.join(", ")} | ${help} |`,
  );
  expect(rows.map((row) => row.replaceAll(/ +/g, " "))).toEqual(expected.map((row) => row.replaceAll(/ +/g, " ")));
});

test("[F5] metrics are named by Prometheus' conventions, and each is explained", () => {
  const faults = all.filter(({ name, type, labels, help }) => {
    const isCounter = name.endsWith("_total");
    const hasBaseUnit = !/_(ms|milliseconds|minutes|mb|kb|percent)(_|$)/.test(name);
    const isPlain =
      /^triptych_[a-z]+(_[a-z]+)*$/.test(name) && labels.every((label) => /^[a-z]+(_[a-z]+)*$/.test(label));
    return isCounter !== (type === "counter") || !hasBaseUnit || !isPlain || !/^[^|\n]{10,120}\.$/.test(help);
  });
  expect(faults).toEqual([]);
});

test.each(["rules.yml", "dashboard.json"])("[F5] %s names only metrics that exist", (file) => {
  const text = readFileSync(`${FOLDER}/${file}`, "utf8");
  const named = [...text.matchAll(/\btriptych_[a-z_]+/g)].map(([name]) => name.replace(/_bucket$/, ""));
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !Object.hasOwn(METRICS, name))).toEqual([]);
});

test("[F5] what rules record is what the dashboard asks for", () => {
  const [rules, dashboard] = ["rules.yml", "dashboard.json"].map((file) => readFileSync(`${FOLDER}/${file}`, "utf8"));
  const recorded = [...(rules ?? "").matchAll(/record: (\S+)/g)].map(([, name]) => name);
  const asked = [...(dashboard ?? "").matchAll(/triptych:[a-z_]+:\w+/g)].map(([name]) => name);
  expect([...new Set(asked)].filter((name) => !recorded.includes(name))).toEqual([]);
  expect(asked).not.toEqual([]);
});

test("[F5] prom-client is loaded by the first scrape, not before", () => {
  const args = ["--import", "./bin/check-node.mjs", "tests/support/programs/render-once.ts"];
  expect(spawnSync(process.execPath, args, { encoding: "utf8" }).stdout).toBe("[false,true]");
});
