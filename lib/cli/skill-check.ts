import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { describeInputProblem } from "../core/inputs/problem.ts";
import type { JsonObject } from "../core/kit/json.ts";
import { checkFile } from "../input/check-file.ts";
import { planCheck } from "../skills/check/plan-check.ts";
import type { InstalledSkill, InstalledSkills } from "../skills/sources/installed-skill.ts";
import { composeSkillHost, listOwnServers, toServer } from "../composition/skill-host.ts";
import { findServers } from "../supervisor/running-servers.ts";
import { requireReadable } from "./upload-file.ts";
import { readVariables, resolveOperatorPath, type Config } from "../config.ts";
import { chooseSkillConfig } from "./choose-config.ts";
import type { Check, CheckId, CheckLine } from "../core/ports/skill-checker.ts";

import { assertNever } from "../core/kit/assert-never.ts";
import { checkAll, type SkillVerdict } from "../skills/check/check-all.ts";
import { checkSkill } from "../skills/check/check-skill.ts";
import { describeDefinitionProblem } from "../core/inputs/definition-problem.ts";
import { selectSkillsDir, selectTypedDir } from "../skills/sources/folders.ts";
import { describeUnknownSkill } from "../skills/sources/describe-unknown.ts";
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
  const emit = (line: CheckLine) => void (jsonLines && terminal.print(JSON.stringify(line)));
  for await (const check of runChecks(terminal, named, input, (begin) => emit({ begin }))) {
    checks.push(check);
    emit({ check });
    if (!json && !jsonLines) printLine(terminal, check.status, describeCheck(check));
  }
  const failed = checks.filter(({ status }) => status === "fail").length;
  if (json) terminal.print(JSON.stringify({ skill: named, passed: failed === 0, checks }, null, 2));
  else if (jsonLines) emit({ end: true });
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
    if (found === undefined) throw new UsageError(`There is ${describeUnknownSkill(named, skills)}`);
    for (const problem of found.problems)
      yield { id: "definition", status: "fail", message: describeDefinitionProblem(problem) };
    return;
  }
  const rows = input === undefined ? null : await fitRows(skill, input);
  const { paidCalls } = planCheck(skill);
  if (paidCalls > 0) terminal.warn(skillCheckText.mayCost(paidCalls));
  const host = composeCheckHost(config, skills);
  try {
    yield* checkSkill({ skill, host, rows, nowMs: () => performance.now(), readVariables }, onBegin);
  } finally {
    await host.endAll();
  }
}

/** `triptych skill check --all`: exit code 1 unless all that were tried are ready and every folder can be used. */
export async function checkAllCommand(terminal: Terminal, { json }: Pick<CheckOptions, "json">): Promise<number> {
  const config = chooseSkillConfig();
  const folders = { skillsDir: selectSkillsDir(config), typedDir: selectTypedDir(config) };
  const { skills, problems } = await openSkills({ ...folders, isWatching: false });
  const lines: Preflight[] = problems().map(({ folder, problems: found }) => {
    return { skill: basename(folder), status: "fail", message: found.map(describeDefinitionProblem).join("; ") };
  });
  const print = ({ skill, status, message }: Preflight) =>
    void (json || printLine(terminal, status, `${skill}: ${message}`));
  lines.forEach(print);
  const host = composeCheckHost(config, skills);
  try {
    for await (const verdict of checkAll(skills, { host, nowMs: () => performance.now(), readVariables })) {
      const line = toPreflight(verdict);
      lines.push(line);
      print(line);
    }
  } finally {
    await host.endAll();
  }
  const failed = lines.filter(({ status }) => status === "fail").length;
  if (json) terminal.print(JSON.stringify({ passed: failed === 0, skills: lines }, null, 2));
  else terminal.print(failed === 0 ? skillCheckText.go : skillCheckText.noGo(failed));
  return failed === 0 ? EXIT.done : EXIT.notComplete;
}

/** note: it was not tried, or is ready without repeating its results */
type Preflight = { readonly skill: string; readonly status: Check["status"]; readonly message: string };

function toPreflight(verdict: SkillVerdict): Preflight {
  const { skill, status } = verdict;
  switch (status) {
    case "ready":
      return verdict.warning === null
        ? { skill, status: "pass", message: skillCheckText.passed }
        : { skill, status: "note", message: `${skillCheckText.passed} ${describeCheck(verdict.warning)}` };
    case "failed":
      return { skill, status: "fail", message: describeCheck(verdict.check) };
    case "untried":
      return { skill, status: "note", message: skillCheckText.untried[verdict.reason](skill) };
    default:
      return assertNever(status);
  }
}

function describeCheck({ id, message }: Check): string {
  return `${skillCheckText.labels[id]}: ${message}`;
}

function printLine(terminal: Terminal, status: Check["status"], text: string): void {
  terminal.printLines([
    [
      { text: `${MARKS[status]} `, style: STYLES[status] },
      { text, style: "plain" },
    ],
  ]);
}

/** Keeps skills from our own servers, those that run on this machine included. */
function composeCheckHost(config: Config, skills: InstalledSkills) {
  const running = findServers().map(({ origin }) => toServer(origin));
  const ownServers = [...listOwnServers(config, config.databaseUrl), ...running];
  return composeSkillHost(config, { skills, ownServers, graceMs: 1_000 });
}

/** A path means that folder; otherwise the skill is one of those that are installed here. */
async function findSkills(config: Config, named: string) {
  const isPath =
    named.includes("/") || named === "." || (!/^[a-z0-9-]+$/.test(named) && existsSync(resolveOperatorPath(named)));
  const path = resolveOperatorPath(named);
  const skillsDir = isPath ? dirname(path) : selectSkillsDir(config);
  const sources = await openSkills({ skillsDir, typedDir: selectTypedDir(config), isWatching: false });
  return { skills: sources.skills, problems: sources.problems(), id: isPath ? basename(path) : named };
}

const MARKS: { readonly [status in Check["status"]]: string } = { pass: "✓", fail: "✗", note: "?" };
const STYLES: { readonly [status in Check["status"]]: SpanStyle } = {
  pass: "good",
  fail: "bad",
  note: "unsure",
};

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
