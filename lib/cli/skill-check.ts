import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { describeInputProblem } from "../core/inputs/problem.ts";
import type { JsonObject } from "../core/kit/json.ts";
import { checkFile } from "../input/check-file.ts";
import { planCheck } from "../skills/check/plan-check.ts";
import { listKnownIds, type InstalledSkill } from "../skills/sources/installed-skill.ts";
import { composeSkillHost, listOwnServers, toServer } from "../composition/skill-host.ts";
import { findServers } from "../supervisor/running-servers.ts";
import { requireReadable } from "./upload-file.ts";
import type { Config } from "../config.ts";
import { chooseSkillConfig } from "./choose-config.ts";
import type { Check, CheckId, CheckLine } from "../core/ports/skill-checker.ts";

import { checkSkill } from "../skills/check/check-skill.ts";
import { describeDefinitionProblem } from "../core/inputs/definition-problem.ts";
import { selectSkillsDir, selectTypedDir } from "../skills/sources/folders.ts";
import { openSkills } from "../skills/sources/open-skills.ts";
import { skillCheckText } from "../view/text/desk/skill-check.ts";
import { EXIT } from "./exit-codes.ts";
import type { SpanStyle } from "./report/spans.ts";
import { UsageError, type Terminal } from "./terminal.ts";

export type CheckOptions = { readonly input?: string; readonly json: boolean; readonly jsonLines: boolean };

/** `triptych skill check`: works without server and database. `named`: a skill's id, or the path of its folder. */
export async function checkCommand(
  terminal: Terminal,
  named: string,
  { input, json, jsonLines }: CheckOptions,
): Promise<number> {
  const checks: Check[] = [];
  const printLine = (line: CheckLine) => void (jsonLines && terminal.print(JSON.stringify(line)));
  for await (const check of runChecks(terminal, named, input, (begin) => printLine({ begin }))) {
    checks.push(check);
    printLine({ check });
    if (!json && !jsonLines)
      terminal.printLines([
        [
          { text: `${MARKS[check.status]} `, style: STYLES[check.status] },
          { text: `${skillCheckText.labels[check.id]}: ${check.message}`, style: "plain" },
        ],
      ]);
  }
  const failed = checks.filter(({ status }) => status === "fail").length;
  if (json) terminal.print(JSON.stringify({ skill: named, passed: failed === 0, checks }, null, 2));
  else if (jsonLines) printLine({ end: true });
  else terminal.print(failed === 0 ? skillCheckText.passed : skillCheckText.failed(failed));
  return failed === 0 ? EXIT.done : EXIT.notComplete;
}

async function* runChecks(
  terminal: Terminal,
  named: string,
  input: string | undefined,
  onBegin: (id: CheckId) => void,
): AsyncGenerator<Check> {
  const config = chooseSkillConfig();
  const { skills, problems, id } = await findSkills(config, named);
  const skill = skills.get(id);
  if (skill === undefined) {
    const found = problems.find(({ folder }) => basename(folder) === id);
    if (found === undefined) throw new UsageError(`No skill ${named}; known skills: ${listKnownIds(skills)}.`);
    for (const problem of found.problems)
      yield { id: "definition", status: "fail", message: describeDefinitionProblem(problem) };
    return;
  }
  const rows = input === undefined ? null : await fitRows(skill, input);
  const { paidCalls } = planCheck(skill);
  if (paidCalls > 0) terminal.warn(skillCheckText.mayCost(paidCalls));
  const running = findServers().map(({ origin }) => toServer(origin));
  const ownServers = [...listOwnServers(config, config.databaseUrl), ...running];
  const host = composeSkillHost(config, { skills, ownServers, graceMs: 1_000 });
  try {
    yield* checkSkill({ skill, host, rows, nowMs: () => performance.now() }, onBegin);
  } finally {
    await host.endAll();
  }
}

/** A path means that folder; otherwise the skill is one of those that are installed here. */
async function findSkills(config: Config, named: string) {
  const isPath = named.includes("/") || named === "." || (!/^[a-z0-9-]+$/.test(named) && existsSync(named));
  const path = resolve(named);
  const skillsDir = isPath ? dirname(path) : selectSkillsDir(config);
  const sources = await openSkills({ skillsDir, typedDir: selectTypedDir(config), isWatching: false });
  return { skills: sources.skills, problems: sources.problems(), id: isPath ? basename(path) : named };
}

const MARKS: { readonly [status in Check["status"]]: string } = { pass: "✓", fail: "✗", note: "?" };
const STYLES: { readonly [status in Check["status"]]: SpanStyle } = { pass: "good", fail: "bad", note: "unsure" };

/** As many rows of a file as a check has items; a shorter file is repeated. Throws UsageError. */
async function fitRows(skill: InstalledSkill, path: string): Promise<readonly JsonObject[]> {
  const { id, input } = skill.manifest;
  if (input === undefined) throw new UsageError(`--input: ${id} accepts no rows.`);
  await requireReadable(path);
  const read = await checkFile({ name: basename(path), bytes: await readFile(path) }, input);
  if (!read.ok) throw new UsageError(`--input: ${read.error.problems.map(describeInputProblem).join("; ")}`);
  const { rows } = read.value;
  return Array.from({ length: planCheck(skill).items }, (_, at) => rows[at % rows.length] ?? {});
}
