import type { Check, CheckId } from "../../core/ports/skill-checker.ts";
import type { Subject } from "./check.ts";
import { checkAnswers, checkExpected, checkMetrics } from "./check-answers.ts";
import { checkCancel, checkDeterminism, checkEmptyItem, checkLimits } from "./check-behaviour.ts";
import { runTrial, toRequest } from "./run-trial.ts";
import { planCheck } from "./plan-check.ts";

/**
 * The conformance check of a skill: each result is given out when it is known, and `onBegin` names the one that is under way. What
 * depends on a failed check is left out.
 */
export async function* checkSkill(
  given: Omit<Subject, "plan">,
  onBegin: (id: CheckId) => void = () => {},
): AsyncGenerator<Check> {
  const subject: Subject = { ...given, plan: planCheck(given.skill) };
  const { manifest } = subject.skill;
  yield { id: "definition", status: "pass", message: `${manifest.id}, version ${manifest.version}` };
  if (manifest.needsRows === true && subject.rows === null) {
    yield { id: "open", status: "fail", message: NO_ROWS };
    return;
  }
  onBegin("open");
  const opening = Promise.withResolvers<number>();
  const running = runTrial(subject, { batchSize: subject.plan.items, onOpened: opening.resolve });
  running.catch(opening.reject);
  let openedMs: number;
  try {
    openedMs = await opening.promise;
  } catch (error) {
    yield { id: "open", status: "fail", message: error instanceof Error ? error.message : String(error) };
    return;
  }
  yield { id: "open", status: "pass", message: `Ready after ${(openedMs / 1_000).toFixed(1)} s.` };
  onBegin("answers");
  const trial = await running;
  const answers = checkAnswers(trial);
  yield* answers;
  if (answers[0]?.status === "fail") return;
  yield checkMetrics(manifest, trial);
  const expected = checkExpected(subject.skill, trial);
  if (expected !== null) yield expected;
  if (subject.plan.isRepeated) {
    onBegin("determinism");
    yield await checkDeterminism(subject, trial);
  }
  onBegin("empty-item");
  const emptyItem = await checkEmptyItem(subject);
  if (emptyItem !== null) yield emptyItem;
  onBegin("cancel");
  yield await checkCancel(subject);
  yield checkLimits(subject, trial, toRequest(subject, subject.rows).memoryLimitMb);
}

const NO_ROWS = "It has no data of its own. Name a file of rows in skill.yaml as item.data, or give one with --input.";
