import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SkillSources } from "../../../lib/skills/sources/open-skills.ts";
import { isProcessAlive } from "../../../lib/isolation/process/process-tree.ts";
import { createSkillFolders, runFolderSkill, type SkillFolders } from "../../support/skill-folder.ts";

const SHOUT = `import json, sys
item = json.load(sys.stdin)
if item["text"] == "crash":
    sys.exit("no such text")
if item["text"] == "hang":
    import time; time.sleep(60)
if item["text"] == "flood":
    sys.stdout.write("x" * 3_000_000)
if item["text"] == "nothing":
    sys.exit(0)
print("a line for the log", file=sys.stderr)
print(json.dumps({"result": item["text"].upper(), "usage": {"input_tokens": 3, "output_tokens": 1}, "sees": sorted(item)}))
`;

const ODD = `import json, sys
text = json.load(sys.stdin)["text"]
if text == "deep":
    print('{"label":' + "[" * 100_000 + "]" * 100_000 + "}")
else:
    tokens = {"many": 2e12, "endless": "1e999"}.get(text, 3)
    print('{"label": "%s", "usage": {"input_tokens": %s, "output_tokens": 2}}' % (text.upper(), tokens))
`;

const LINES = `import json, os, sys
for line in sys.stdin:
    item = json.loads(line)
    if item["text"] == "crash":
        sys.exit("fell over")
    print(f'{item["text"].upper()}', flush=True)
`;

const STUBBORN = `#!/bin/bash
trap '' TERM
read -r item
echo $$ >&2
sleep 60 &
wait
`;

let folders: SkillFolders;
let sources: SkillSources;

beforeAll(async () => {
  folders = createSkillFolders();
  const limits = { itemTimeoutSeconds: 1 };
  folders.write(
    "shout",
    { invoke: { kind: "command", command: "python3 shout.py" }, expect: { column: "label" }, limits },
    { "shout.py": SHOUT },
  );
  folders.write(
    "odd",
    { invoke: { kind: "command", command: "python3 odd.py" }, expect: { column: "label" } },
    { "odd.py": ODD },
  );
  folders.write(
    "lines",
    { invoke: { kind: "command", command: "python3 -u lines.py", speaks: "lines" }, limits },
    { "lines.py": LINES },
  );
  folders.write("stubborn", { invoke: { kind: "command", command: "./run.sh" }, limits }, { "run.sh": STUBBORN });
  folders.write("missing", { invoke: { kind: "command", command: "no-such-program x" } });
  folders.write("env", {
    // names alone: with long values they would not all fit into an outcome
    invoke: { kind: "command", command: `node -p "Object.keys(process.env).join()"` },
    env: ["ALLOWED"],
    secrets: ["MY_KEY"],
    set: { FIXED: "1" },
  });
  folders.write("words", {
    invoke: { kind: "command", command: "echo -n {{options.greeting}} {{text}}" },
    options: { greeting: { type: "string", default: "hello" } },
  });
  sources = await folders.open();
});

afterAll(() => folders.remove());

const rows = (...texts: readonly string[]) => texts.map((text) => ({ text, label: text.toUpperCase() }));

describe("a command with an item per process", () => {
  test("[M2][M10] reads the item as JSON without the expected column, and its result is compared", async () => {
    const { outcome, items, log } = await runFolderSkill(sources, "shout", { input: rows("one", "two") });
    expect(outcome).toMatchObject({ ok: true });
    expect(items.map((item) => item.values)).toEqual(
      [0, 1].map(() => ({ answered: 1, compared: 1, correct: 1, input_tokens: 3, output_tokens: 1 })),
    );
    expect(items[0]?.outcome).toBe("ONE");
    expect(items[0]?.samples["latency_ms"]?.[0]).toBeGreaterThan(0);
    expect(log).toContain("warn: a line for the log");
  });

  test("[M2] a failing, a hanging, a flooding and a silent item fail alone, with the reason", async () => {
    const { outcome, items } = await runFolderSkill(sources, "shout", {
      input: rows("one", "crash", "hang", "flood", "nothing", "two"),
    });
    expect(outcome).toMatchObject({ ok: true });
    expect(items.map(({ ok, error }) => (ok ? "ok" : error))).toEqual([
      "ok",
      "The program exited with code 1. Its last error: no such text",
      "No answer within 1 s.",
      "It printed more than 1 MB for one item.",
      "It printed nothing on stdout.",
      "ok",
    ]);
  });

  test("[M2][J4] an answer with impossible tokens, or nested without end, fails its item alone", async () => {
    const { outcome, items } = await runFolderSkill(sources, "odd", { input: rows("one", "many", "endless", "deep") });
    expect(outcome).toMatchObject({ ok: true });
    expect(items.map(({ ok, error, values }) => (ok ? "ok" : [error, values]))).toEqual([
      "ok",
      [
        "It reported 2000000000000 as input_tokens; a number lies between -1000000000000 and 1000000000000.",
        { output_tokens: 2 },
      ],
      [
        "It reported Infinity as input_tokens; a number lies between -1000000000000 and 1000000000000.",
        { output_tokens: 2 },
      ],
      ["The answer is nested too deeply.", { failed: 1 }],
    ]);
  });

  test("[M2] a program that ignores SIGTERM ends with its item, and so does what it started", async () => {
    const { items, log } = await runFolderSkill(sources, "stubborn", { input: rows("one") });
    expect(items[0]).toMatchObject({ ok: false, error: "No answer within 1 s." });
    const pid = Number(log.find((line) => /^warn: \d+$/.test(line))?.slice(6));
    expect(pid).toBeGreaterThan(0);
    await expect.poll(() => isProcessAlive(pid)).toBe(false);
  });

  test("[M2] a missing program is reported before the first item", async () => {
    await expect(runFolderSkill(sources, "missing", { input: rows("one") })).rejects.toThrow(
      /no-such-program is not on the PATH/,
    );
  });

  test("[M10] options and columns are filled into its arguments", async () => {
    const { items } = await runFolderSkill(sources, "words", {
      input: rows("you there"),
      options: { greeting: "good day" },
    });
    expect(items[0]?.outcome).toBe("good day you there");
  });
});

test("[M2][A1] a program sees its own secret and allowed variables, and none of ours", async () => {
  const env = {
    MY_KEY: "s3cret-value",
    ALLOWED: "yes",
    OTHER_KEY: "x",
    PRESENTER_KEY: "p",
    DATABASE_URL: "d",
    RESERVED_TARGETS: "r",
  };
  const { items } = await runFolderSkill(sources, "env", { input: rows("one"), env });
  const seen = (items[0]?.outcome ?? "").split(",");
  expect(seen).toEqual(expect.arrayContaining(["MY_KEY", "ALLOWED", "FIXED", "PATH"]));
  for (const name of ["OTHER_KEY", "PRESENTER_KEY", "DATABASE_URL", "RESERVED_TARGETS", "NODE_ENV", "NODE_OPTIONS"])
    expect(seen).not.toContain(name);
});

test("[M2] a missing secret is named before the start", async () => {
  await expect(runFolderSkill(sources, "env", { input: rows("one") })).rejects.toThrow(/env needs MY_KEY/);
});

describe("a command with a line per item", () => {
  test("[M10] one process answers all items of a worker, and is started anew after it fell over", async () => {
    const { items } = await runFolderSkill(sources, "lines", { input: rows("one", "crash", "two") });
    expect(items.map(({ ok, error, outcome }) => (ok ? outcome : error))).toEqual([
      "ONE",
      "The program exited with code 1. Its last error: fell over",
      "TWO",
    ]);
  });
});
