import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Check } from "../../../lib/core/ports/skill-checker.ts";
import { createProcessSkillHost } from "../../../lib/isolation/host/host.ts";
import { planCheck } from "../../../lib/skills/check/plan-check.ts";
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

const AGENT = `invoke: {kind: agent, preset: json, command: sh agent.sh, prompt: "Do {{text}}", files: [agent.sh]}
item: {columns: {text: {required: false}}, data: rows.csv}
expect: {column: label}
`;
const AGENT_SH = `echo called >> CALLS
echo '{"type":"result","is_error":false,"num_turns":1,"total_cost_usd":0.5,"usage":{"input_tokens":10,"output_tokens":5},"result":"ok"}'
`;
const MODEL = `invoke: {kind: model, provider: openai-compatible, baseUrl: "https://model.test/v1", model: m, prompt: "{{text}}"}
item: {columns: {text: {}}, data: rows.csv}
`;
const JUDGE = `judge: {provider: openai-compatible, baseUrl: "https://model.test/v1", model: j, question: "Right?"}
`;

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
    return await Array.fromAsync(checkSkill({ skill, host, rows: null, nowMs: () => performance.now() }));
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

  test("[M7] an agent gets three tasks at most: one, an empty one and one that is cancelled", async () => {
    const folder = folders.write("agent", AGENT, ROWS);
    const checks = await check("agent", AGENT, { "agent.sh": AGENT_SH.replace("CALLS", join(folder, "calls.log")) });
    expect(checks.map(({ id, status }) => `${id} ${status}`)).toEqual([
      "definition pass",
      "open pass",
      "answers pass",
      "metrics pass",
      "expected note",
      "empty-item pass",
      "cancel pass",
      "limits pass",
    ]);
    expect(readFileSync(join(folder, "calls.log"), "utf8").trim().split("\n")).toHaveLength(3);
  });

  test.each<[string, string, number, number, number]>([
    ["an agent", AGENT, 1, 3, 120 + 3 * 600],
    ["a live model", MODEL, 3, 5, 120 + 5 * 30],
    ["a live model with a judge", `${MODEL}${JUDGE}`, 3, 10, 120 + 5 * 30],
    ["kept answers", MODEL.replace("model: m", "model: m, answers: replay"), 10, 0, 120],
    ["a command", LINES, 10, 0, 120],
    ["a command with a judge", `${LINES}${JUDGE}`, 3, 5, 120 + 5 * 30],
  ])("[M7] %s: items, calls that may cost, and time limit", async (_, definition, items, paidCalls, seconds) => {
    folders.write("planned", definition, ROWS);
    const sources = await folders.open();
    const skill = sources.skills.get("planned");
    if (skill === undefined) throw new Error(JSON.stringify(sources.problems()));
    expect(planCheck(skill)).toEqual({ items, paidCalls, limitMs: seconds * 1_000, isRepeated: paidCalls === 0 });
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
      /fail expected: No row has anything in the column truth/,
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
