import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Check } from "../../../lib/core/ports/skill-checker.ts";
import { createProcessSkillHost } from "../../../lib/isolation/host/host.ts";
import { checkSkill } from "../../../lib/skills/check/check-skill.ts";
import { createLaunchPlanner } from "../../../lib/skills/sources/plan-launch.ts";
import { createSkillFolders, type Files, type SkillFolders } from "../../support/skill-folder.ts";

let folders: SkillFolders;

beforeAll(() => {
  folders = createSkillFolders();
});

afterAll(() => folders.remove());

const ROWS = { "rows.csv": `text,label\n${Array.from({ length: 12 }, (_, n) => `word ${n},WORD ${n}`).join("\n")}\n` };

/** A program that speaks the line protocol, with `item` as the body that handles one item. */
const speaker = (item: string, onTerm = "") => ({
  "skill.py": `import json, random, signal, sys
def say(**message): print(json.dumps(message), flush=True)
${onTerm}
rows = []
for line in sys.stdin:
    message = json.loads(line)
    if message["type"] == "open":
        say(type="ready", protocol=1, items=message["items"])
    elif message["type"] == "input":
        rows += message["rows"]
    elif message["type"] == "batch":
        for index in range(message["fromItem"], message["toItem"]):
            result = dict(type="item", batchId=message["batchId"], index=index, ok=True, values={"seen": 1, "right": 1}, outcome=str(index))
            ${item}
        say(type="batch-done", batchId=message["batchId"])
    elif message["type"] == "close":
        break
`,
});

const PROTOCOL = `invoke: {kind: command, command: python3 skill.py, speaks: protocol}
item: {columns: {text: {required: false}}, data: rows.csv}
metrics:
  - {id: right, label: Right, formula: {kind: ratio, numerator: {right: 1}, denominator: {seen: 1}}, target: ">= 0.9"}
`;
const LINES = `invoke: {kind: command, command: python3 -u skill.py, speaks: lines}
item: {data: rows.csv}
expect: {column: label}
`;
const shout = (result: string) => ({
  "skill.py": `import json, sys\nfor line in sys.stdin:\n    item = json.loads(line)\n    ${result}\n`,
});

async function check(id: string, definition: string, files: Files): Promise<readonly Check[]> {
  folders.write(id, definition, { ...ROWS, ...files });
  const sources = await folders.open();
  const skill = sources.skills.get(id);
  if (skill === undefined) throw new Error(JSON.stringify(sources.problems()));
  const readVariables = (names: readonly string[]) =>
    names.includes("PATH") ? { PATH: process.env["PATH"] ?? "" } : {};
  const planOf = createLaunchPlanner(sources.skills, { readVariables, entryEnv: {} });
  const host = createProcessSkillHost({ parentEnv: process.env, planOf, graceMs: 1_000 });
  try {
    return await Array.fromAsync(
      checkSkill({ skill, host, rows: null, nowMs: () => performance.now(), readVariables }),
    );
  } finally {
    await host.endAll();
  }
}

const faultsOf = (checks: readonly Check[]) =>
  checks
    .filter(({ status }) => status !== "pass")
    .map(({ id, status, message }) => `${status} ${id}: ${message}`)
    .join("\n");

describe("skill check", () => {
  test("[M7] a sound skill passes everything", async () => {
    expect(faultsOf(await check("sound", LINES, shout('print(item["text"].upper())')))).toBe("");
    expect(faultsOf(await check("sound-speaker", PROTOCOL, speaker("say(**result)")))).toBe("");
  });

  test.each<[string, string, Files, RegExp]>([
    [
      "a program that is not there",
      LINES.replace("python3", "pyhton3"),
      shout("print(1)"),
      /fail open: .*pyhton3 is not on the PATH/,
    ],
    ["a syntax error", PROTOCOL, { "skill.py": "def" }, /fail open: .*exited with code 1.*SyntaxError/s],
    [
      "a print between the messages",
      PROTOCOL,
      speaker('print("debug"); say(**result)'),
      /fail answers: .*broke the protocol.*debug/s,
    ],
    [
      "an item left out",
      PROTOCOL,
      speaker("say(**result) if index != 3 else None"),
      /fail answers: 1 of 10 items have no result/,
    ],
    [
      "a metric whose figures nobody reports",
      PROTOCOL.replaceAll("right: 1", "rigth: 1").replace("seen: 1", "sene: 1"),
      speaker("say(**result)"),
      /fail metrics: right needs sene.*Reported: right, seen/,
    ],
    [
      "chance without the seed",
      PROTOCOL,
      speaker('result["values"]["right"] = random.random(); say(**result)'),
      /fail determinism: .*seed/,
    ],
    [
      "a wrong expected column",
      LINES.replace("label", "truth"),
      shout('print(item["text"])'),
      /fail expected: The skill.s file of rows has no column truth\. It has text, label\. Name the right column/,
    ],
    [
      "a failure without a reason",
      PROTOCOL,
      speaker('result["ok"] = index != 2; say(**result)'),
      /fail errors: Item 3 failed without an error text/,
    ],
    [
      "a result that cannot be compared",
      LINES,
      shout('print(json.dumps({"score": 1, "verdict": "a"}))'),
      /fail answers: All 10 items failed.*result\.value/,
    ],
    [
      "a crash at an item without values",
      PROTOCOL,
      speaker('sys.exit("no text") if rows == [{"text": None}] else say(**result)'),
      /fail empty-item: An item without values ended the whole batch/,
    ],
    [
      "SIGTERM ignored",
      PROTOCOL,
      speaker("import time; time.sleep(.2); say(**result)", "signal.signal(signal.SIGTERM, signal.SIG_IGN)"),
      /fail cancel: It did not end within 1 s/,
    ],
    [
      "the same result for everything",
      LINES,
      shout('print("same")'),
      /note expected: None of 10 results matches.*same, expected WORD/,
    ],
  ])("[M7] %s is found, with what to do", async (name, definition, files, expected) => {
    expect(
      faultsOf(await check(`planted-${name.replaceAll(/[^a-z]+/gi, "-").toLowerCase()}`, definition, files)),
    ).toMatch(expected);
  });
});
