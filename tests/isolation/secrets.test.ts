import { afterAll, expect, test } from "vitest";
import type { ItemResult } from "../../lib/core/ports/event-log.ts";
import type { ProcessSkillHost } from "../../lib/isolation/host/host.ts";
import { echoRequest } from "../support/echo-request.ts";
import { createProgramHost } from "../support/program-host.ts";

const KEY = "sk-live-0123456789";
const hosts: ProcessSkillHost[] = [];
afterAll(() => Promise.all(hosts.map((host) => host.endAll())));

function startSpeaker(env: Record<string, string>, onLog: (text: string) => void) {
  const host = createProgramHost({
    parentEnv: { PATH: process.env["PATH"], DATABASE_URL: "postgres://x", PRESENTER_KEY: "y", OTHER_KEY: "z" },
    env: { API_KEY: KEY, ...env },
    secrets: { API_KEY: KEY },
  });
  hosts.push(host);
  return host.start(echoRequest({}, { skillId: "speaker.py" }), { onLog: (_, text) => onLog(text) });
}

/** Everything that a skill makes appear in a run: logs, items and the outcome of the batch. */
async function listen(env: Record<string, string>) {
  const logs: string[] = [];
  const items: ItemResult[] = [];
  const worker = await startSpeaker(env, (text) => logs.push(text));
  const onItem = (item: ItemResult) => void items.push(item);
  const outcome = await worker.runBatch({ fromItem: 0, toItem: 5 }, { onItem, onLog: (_, text) => logs.push(text) });
  await worker.end();
  return { logs, items, outcome };
}

test.each([
  ["a failed batch", {}, "refused [secret API_KEY]"],
  ["a crash", { QUIT: "crash" }, "It last said: died of [secret API_KEY]"],
  ["a broken protocol, where the quoted line is cut within the secret", { QUIT: "garbage" }, "[secret AP"],
])("[O3] a secret is hidden in logs, stderr, items and the message of %s", async (_, env, message) => {
  const { logs, items, outcome } = await listen(env);
  expect(JSON.stringify({ logs, items, outcome })).not.toMatch(/sk-live|c2stbGl2Z|0123456789/);
  expect(outcome).toMatchObject({ ok: false, message: expect.stringContaining(message) });
  expect(items[2]).toMatchObject({
    error: "failed with [secret API_KEY]",
    outcome: "[secret API_KEY]",
    values: { "[secret API_KEY]": 1 },
  });
  expect(logs).toContain("key=[secret API_KEY]");
  expect(logs.some((text) => text.startsWith("Basic") && text.includes("[secret API_KEY]"))).toBe(true);
});

test("[O3] a secret is hidden in the reason why a skill does not open", async () => {
  await expect(startSpeaker({ REFUSE: "1" }, () => {})).rejects.toThrow("no access with [secret API_KEY]");
});

test("[O3] a Python skill's environment has an allow-list of the host's variables and its own secrets only", async () => {
  const { items } = await listen({});
  const names = items[0]?.outcome.split(" ") ?? [];
  expect(names).toContain("API_KEY");
  const allowed = ["API_KEY", "HOME", "NODE_ENV", "PATH", "TRIPTYCH_WORKER", "LC_CTYPE", "PWD", "OLDPWD", "SHLVL", "_"];
  // a version manager of Python adds its own
  expect(names.filter((name) => !allowed.includes(name) && !name.includes("PYENV"))).toEqual([]);
  expect(items[3]?.outcome).toBe("none");
});
