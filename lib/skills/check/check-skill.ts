import type { Check } from "../../core/ports/skill-checker.ts";
import type { Subject } from "./check.ts";
import { checkAnswers, checkExpected, checkMetrics } from "./check-answers.ts";
import { checkCancel, checkDeterminism, checkEmptyItem, checkLimits } from "./check-behaviour.ts";
import { findLaunchProblem } from "../sources/launch-problem.ts";
import { runTrial, toRequest } from "./run-trial.ts";
import { CHECKED_ITEMS } from "./check.ts";
import { describeError } from "../../issue-words.ts";

/** The conformance check of a skill at 10 items: each result is given out when it is known. What depends on a failed check is left out. */
export async function* checkSkill(subject: Subject): AsyncGenerator<Check> {
  const { manifest } = subject.skill;
  yield { id: "definition", status: "pass", message: `${manifest.id}, version ${manifest.version}` };
  if (manifest.needsRows === true && subject.rows === null) {
    yield { id: "open", status: "fail", message: NO_ROWS };
    return;
  }
  const opened = await tryOpen(subject);
  if ("problem" in opened) {
    yield { id: "open", status: "fail", message: opened.problem };
    return;
  }
  const { trial } = opened;
  yield { id: "open", status: "pass", message: `Ready after ${(trial.openedMs / 1_000).toFixed(1)} s.` };
  const answers = checkAnswers(trial);
  yield* answers;
  if (answers[0]?.status === "fail") return;
  yield checkMetrics(manifest, trial);
  const expected = checkExpected(subject.skill, trial);
  if (expected !== null) yield expected;
  yield await checkDeterminism(subject, trial);
  const emptyItem = await checkEmptyItem(subject);
  if (emptyItem !== null) yield emptyItem;
  yield await checkCancel(subject);
  yield checkLimits(subject, trial, toRequest(subject, subject.rows).memoryLimitMb);
}

const NO_ROWS = "It has no data of its own. Name a file of rows in skill.yaml as item.data, or give one with --input.";

async function tryOpen(subject: Subject) {
  const { manifest, folder } = subject.skill;
  const problem =
    folder === undefined ? null : await findLaunchProblem(folder, manifest.options.parse({}), subject.readVariables);
  if (problem !== null) return { problem };
  try {
    return { trial: await runTrial(subject, { batchSize: CHECKED_ITEMS }) };
  } catch (error) {
    return { problem: describeError(error) };
  }
}
