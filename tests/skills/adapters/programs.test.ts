import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LineProgram } from "../../../lib/skills/adapters/command/line-program.ts";
import { findGroup, isLiving, until } from "../../support/processes.ts";
import { invokeOnce, openAdapter } from "./support/invoke-once.ts";
import { runSession } from "./support/run-session.ts";

const START = fileURLToPath(new URL("../../../lib/skills/adapters/command/start-program.ts", import.meta.url));
const PATH = process.env["PATH"] ?? "";
const signal = new AbortController().signal;

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "programs-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Leaves processes of each kind behind, and prints their pids on stderr. */
const LEAVES = `sleep 600 & echo $! >&2
sleep 600 >/dev/null 2>&1 & echo $! >&2
setsid sleep 600 & echo $! >&2
(sleep 600 & echo $! >&2)
`;
const pidsOf = (logged: readonly string[]) => logged.map((line) => Number(line.split(" ")[1]));

describe("what a program leaves running", () => {
  test("[M2] ends with its item, which does not wait for it", async () => {
    await writeFile(join(folder, "leave.sh"), `${LEAVES}echo done`);
    const invoker = await openAdapter({ kind: "command", command: "bash leave.sh" }, folder);
    const { result, logged } = await invokeOnce(invoker, {});
    expect(result).toBe("done");
    expect(pidsOf(logged)).toHaveLength(4);
    await until("all have ended", () => !pidsOf(logged).some(isLiving));
  });

  test("[M11] by an agent ends with its item, whose result and cost count", async () => {
    const report = { type: "result", result: "fine", total_cost_usd: 0.5 };
    await writeFile(join(folder, "agent.sh"), `${LEAVES}echo '${JSON.stringify(report)}'`);
    const agent = { kind: "agent", preset: "json", command: ["bash", join(folder, "agent.sh")], prompt: "p" };
    const invoker = await openAdapter(agent, folder);
    const { result, cost, logged } = await invokeOnce(invoker, {});
    await invoker.close?.();
    expect([result, cost]).toEqual(["fine", { cost_usd: 0.5, priced: 1 }]);
    await until("all have ended", () => !pidsOf(logged).some(isLiving));
  });

  test("[M10] by a program of lines does not hide that it has exited", async () => {
    const logged: string[] = [];
    const program = startLines(`read -r item; ${LEAVES} exit 3`, logged, "sh");
    await expect(program.ask("x", { signal })).rejects.toThrow("The program exited with code 3.");
    await until("all have ended", () => !pidsOf(logged).some(isLiving));
  });

  test("[M2] may finish writing what it was given before the end", async () => {
    await writeFile(join(folder, "tee.sh"), "exec > >(sleep 0.05; tee copy.txt)\necho done");
    const invoker = await openAdapter({ kind: "command", command: "bash tee.sh" }, folder);
    expect(await invokeOnce(invoker, {})).toMatchObject({ result: "done" });
  });

  test("[O5] ends when its adapter is killed, and so does the program", async () => {
    const program = { path: "/bin/sh", args: ["-c", "sleep 600 & wait"], folder, env: { PATH } };
    const script = `import { startProgram } from ${JSON.stringify(START)};
      console.log(startProgram(${JSON.stringify(program)}).child.pid);`;
    const adapter = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let printed = "";
    adapter.stdout.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
    });
    await until("both run", () => findGroup(Number(printed)).length === 2);
    adapter.kill("SIGKILL");
    await until("both have ended", () => findGroup(Number(printed)).length === 0);
  });
});

function startLines(script: string, logged: string[] = [], path = "python3"): LineProgram {
  const args = path === "python3" ? ["-u", "-c", script] : ["-c", script];
  const program = { path, args, folder, env: { PATH } };
  return new LineProgram(program, (level, text) => void logged.push(`${level} ${text}`));
}

const ANSWERS = `
import sys
for n, line in enumerate(sys.stdin):
    print("answer to " + line.strip())
`;

/** Once the answer has arrived. */
const CLEANS_UP = `    while not os.path.exists("answered"): time.sleep(0.01)
    if n == 0: os.remove("answered"); print("cleaning up")
`;

describe("a program that answers a line with a line", () => {
  test("[M10] is not believed when it prints a banner", async () => {
    const program = startLines(`print("loading the model")${ANSWERS}`);
    for (const item of ["one", "two"])
      await expect(program.ask(item, { signal })).rejects.toThrow(
        `It printed "loading the model" and then "answer to ${item}" for one item. Print one line per item on stdout`,
      );
  });

  test("[M10] fails the item for which it prints two lines, and the next one is answered by a new process", async () => {
    const program = startLines(ANSWERS.replace('print("', 'print("a note\\n" * (n == 1) + "'));
    expect(await program.ask("one", { signal })).toMatchObject({ line: "answer to one" });
    await expect(program.ask("two", { signal })).rejects.toThrow('It printed "a note" and then "answer to two"');
    expect(await program.ask("three", { signal })).toMatchObject({ line: "answer to three" });
    program.close();
  });

  test("[M10] that prints a line between two items fails the next one, and the log says why at once", async () => {
    const logged: string[] = [];
    const program = startLines(`import os, time${ANSWERS}${CLEANS_UP}`, logged);
    expect(await program.ask("one", { signal })).toMatchObject({ line: "answer to one" });
    await writeFile(join(folder, "answered"), "");
    const fault = 'It printed a line without being asked: "cleaning up".';
    await expect.poll(() => logged.join()).toContain(`error ${fault}`);
    await expect(program.ask("two", { signal })).rejects.toThrow(fault);
    expect(await program.ask("three", { signal })).toMatchObject({ line: "answer to three" });
    program.close();
    await writeFile(join(folder, "answered"), "");
  });

  test("[M10] may exit with its answer", async () => {
    const program = startLines("read -r item; echo answer", [], "sh");
    for (const item of ["one", "two"]) expect(await program.ask(item, { signal })).toMatchObject({ line: "answer" });
  });
});

test("[J2] tokens that a failing program has printed count", async () => {
  await writeFile(join(folder, "fail.sh"), `echo '{"usage": {"input_tokens": 7}}'; exit 1`);
  const invoke = { kind: "command", command: "bash fail.sh" };
  const invoker = await openAdapter(invoke, folder);
  const [result] = await runSession({ invoke }, invoker, [{}]);
  expect(result).toMatchObject({ ok: false, values: { failed: 1, input_tokens: 7 } });
});
