import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSkillChecker } from "../../lib/supervisor/process/skill-check-process.ts";
import { createSkillFolders, type SkillFolders } from "../support/skill-folder.ts";
import { openTestWeb, type TestWeb } from "../support/test-web.ts";

let server: TestWeb;
let folders: SkillFolders;
const dataDir = mkdtempSync(join(tmpdir(), "triptych-check-"));

beforeAll(async () => {
  folders = createSkillFolders();
  folders.write(
    "echo-text",
    { invoke: { kind: "command", command: "bash echo.sh", speaks: "lines" }, item: { data: "rows.csv" } },
    { "echo.sh": "while read -r line; do echo same; done\n", "rows.csv": "text\na\nb\nc\n" },
  );
  const { skills } = await folders.open();
  server = await openTestWeb({ skills, checker: createSkillChecker({ dataDir, skillsDir: folders.skillsDir }) });
});

afterAll(async () => {
  await server.close();
  folders.remove();
  rmSync(dataDir, { recursive: true });
});

describe("POST /api/skills/{id}/check", () => {
  test("[M7] tries the skill in processes of its own and reports each check", async () => {
    const { status, body } = await server.api("POST", "/api/skills/echo-text/check");
    expect([status, body]).toMatchObject([200, { passed: true }]);
    const { checks } = body as { checks: readonly { id: string; status: string }[] };
    expect(checks.map(({ id, status: each }) => `${id} ${each}`)).toEqual([
      "definition pass",
      "open pass",
      "answers pass",
      "metrics pass",
      "determinism pass",
      "empty-item pass",
      "cancel pass",
      "limits pass",
    ]);
  });

  test("[M7] an unknown skill is an error that lists the known ones", async () => {
    const { status, body } = await server.api("POST", "/api/skills/none/check");
    expect([status, JSON.stringify(body)]).toEqual([404, expect.stringContaining("echo-text")]);
  });

  test("[M7][O3] only the presenter may ask for it", async () => {
    expect((await server.api("POST", "/api/skills/echo-text/check", { key: null })).status).toBe(401);
  });
});
