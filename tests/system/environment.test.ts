import { expect, test } from "vitest";
import { describeProcess, findDescendants, readEnvironment } from "../support/processes.ts";
import { startTestApp } from "../support/test-app.ts";

test("[O3] only the web process has the presenter's key in its environment", { timeout: 180_000 }, async () => {
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
    const informed = children.filter((pid) => /PRESENTER_KEY/.test(readEnvironment(pid)));
    expect(informed).toEqual([app.pidOf("web")]);
    const leaked = children.filter((pid) => readEnvironment(pid).includes(app.key));
    expect(leaked).toEqual([app.pidOf("web")]);
  } finally {
    await app.stop();
  }
});
