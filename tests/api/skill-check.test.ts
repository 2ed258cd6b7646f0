import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SkillChecker } from "../../lib/core/ports/skill-checker.ts";
import { createSkillChecker } from "../../lib/supervisor/process/skill-check-process.ts";
import { createSkillFolders, type SkillFolders } from "../support/skill-folder.ts";
import { openTestWeb, type TestWeb } from "../support/test-web.ts";

let server: TestWeb;
let checker: SkillChecker;
let folders: SkillFolders;
const ROWS = { "rows.csv": "text\na\nb\nc\n" };
const dataDir = mkdtempSync(join(tmpdir(), "triptych-check-"));

beforeAll(async () => {
  folders = createSkillFolders();
  folders.write(
    "echo-text",
    { invoke: { kind: "command", command: "bash echo.sh", speaks: "lines" }, item: { data: "rows.csv" } },
    { "echo.sh": "while read -r line; do echo same; done\n", ...ROWS },
  );
  folders.write("stuck", { invoke: { kind: "command", command: "sleep 600" }, item: { data: "rows.csv" } }, ROWS);
  folders.writeTyped("command-1", { invoke: { kind: "command", command: "cat" } });
  const { skills } = await folders.open();
  checker = createSkillChecker({ dataDir, skillsDir: folders.skillsDir, reservedTargets: [] });
  server = await openTestWeb({ skills, checker });
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

  test("[M7] a check that is cut off shows what passed and what was under way", async () => {
    const checks = await checker.check("stuck", 10_000);
    expect(checks.map(({ id, status }) => `${id} ${status}`)).toEqual(["definition pass", "open pass", "answers fail"]);
    expect(checks.at(-1)?.message).toBe("Cut off: the whole check took longer than 10 s, and this was under way.");
  });

  test("[M1][M7] an unknown skill is an error that lists the known ones", async () => {
    const { status, body } = await server.api("POST", "/api/skills/none/check");
    expect([status, JSON.stringify(body)]).toEqual([404, expect.stringContaining("echo-text, film-genres")]);
  });

  test("[M1] a command that was typed and not saved is known, and in no list", async () => {
    const { body } = await server.api("GET", "/api/skills");
    const listed = (body as { items: readonly { id: string }[] }).items.map(({ id }) => id);
    expect([listed.includes("echo-text"), listed.includes("command-1")]).toEqual([true, false]);
    const { body: unknown } = await server.api("POST", "/api/skills/none/check");
    expect(JSON.stringify(unknown)).not.toContain("command-1");
    expect(server.web.services.skills.has("command-1")).toBe(true);
  });

  test("[M7][O3] only the presenter may ask for it", async () => {
    expect((await server.api("POST", "/api/skills/echo-text/check", { key: null })).status).toBe(401);
  });
});
