import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeProcess, findDescendants, readEnvironment } from "../support/processes.ts";
import { startTestApp } from "../support/test-app.ts";

test(
  "[O3] no process has the presenter's key or the database's address in its environment, which skills can read",
  { timeout: 180_000 },
  async () => {
    const app = await startTestApp();
    try {
      const id = await app.start({
        skill: "performance-testing",
        sync: "milestone",
        hold: "presenter",
        items: [2, 2, 2],
      });
      await app.untilRun(id, "all scenarios hold", ({ scenarios }) =>
        scenarios.every(({ status }) => status === "paused"),
      );
      const children = findDescendants(app.pid);
      const described = children.map(describeProcess).join("\n");
      for (const part of [
        "server.ts",
        "bin/runner.ts",
        "bin/postgres",
        "lib/isolation/",
        "performance-testing/service.ts",
      ])
        expect(described).toContain(part);
      const url = readFileSync(join(app.dataDir, "postgres", "url"), "utf8");
      const informed = children.filter((pid) => /(?:PRESENTER_KEY|DATABASE_URL)=/.test(readEnvironment(pid)));
      expect(informed.map(describeProcess)).toEqual([]);
      const leaked = children.filter((pid) => [app.key, url].some((secret) => readEnvironment(pid).includes(secret)));
      expect(leaked.map(describeProcess)).toEqual([]);
    } finally {
      await app.stop();
    }
  },
);
