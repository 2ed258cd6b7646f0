import type { Step, UnstampedFact } from "../../core/decide/decision.ts";
import { factForEnding, factForRetry } from "../../core/decide/decide.ts";
import type { ScenarioCheckpoint } from "../../core/ports/event-log.ts";
import type { RetryStep } from "./attempts.ts";
import { checkpointMilestone, checkpointScenario } from "./checkpoints.ts";
import type { OpenedDrive } from "./open-drive.ts";
import type { Act } from "./recorder.ts";

type EndStep = Extract<Step, { type: "end-scenario" }>;

/** Performs core's decisions. Facts decided together are stored atomically, so a click is never stored without its effect. */
export async function performSteps(drive: OpenedDrive, steps: readonly Step[]): Promise<void> {
  const { recorder, crews } = drive;
  if (steps.some(needsCrew)) await drive.idleCrews.reopen();
  if (steps.some((step) => step.type === "record" && step.afterDurable)) await recorder.durable();
  const acts: Act[] = [];
  const checkpoints: ScenarioCheckpoint[] = [];
  for (const step of steps) {
    switch (step.type) {
      case "record":
        acts.push(step);
        checkpoints.push(...checkpointsAt(drive, step.fact));
        if (step.fact.type === "worker.failed") crews.require(step.fact.scenarioId).forgetFailedStart();
        if (step.fact.type === "batch.failed") crews.require(step.fact.scenarioId).forgetFailure(step.fact);
        break;
      case "retry-scenario":
        acts.push(await retryScenario(drive, step));
        break;
      case "end-scenario":
        acts.push(endScenario(drive, step, checkpoints));
        break;
      case "start-batch":
        crews.require(step.scenarioId).startBatch(step.fromItem, step.toItem);
        break;
      case "end-batch":
        crews.require(step.scenarioId).endBatch(step);
        break;
      case "fail-items":
        crews.require(step.scenarioId).failItems(step);
        break;
      case "lend-workers":
        void crews.require(step.toScenarioId).addWorkers(step.workers);
        break;
      case "start-worker":
        crews.require(step.scenarioId).startWorkerLater(step.afterMs);
        break;
      case "continue-without-worker":
        crews.require(step.scenarioId).continueWithoutWorker(step);
        break;
      case "end-workers":
        crews.require(step.scenarioId).endWorkers(step.workers);
        break;
      case "restart-workers":
        await drive.idleCrews.startWorkers();
        break;
      case "close-crews":
        checkpoints.push(...checkpointsOfWait(drive));
        acts.unshift(...crews.open.map((crew) => ({ fact: drive.progressOf(crew), actor: null })));
        break;
      case "disturb":
      case "finish-run":
      case "wake":
        break;
    }
  }
  if (acts.length > 0) await store(drive, steps, acts, checkpoints);
}

async function store(
  drive: OpenedDrive,
  steps: readonly Step[],
  acts: readonly Act[],
  checkpoints: readonly ScenarioCheckpoint[],
): Promise<void> {
  const { recorder, crews } = drive;
  const released = acts.flatMap(({ fact }) => (fact.type === "milestone.released" ? [fact.percent] : []));
  const milestones = released.map((percent) => checkpointMilestone(recorder.state, percent));
  recorder.recordActs(acts, { checkpoints, milestones });
  // the fact comes first; if the fault cannot be injected, a log line follows it
  for (const step of steps) if (step.type === "disturb") crews.require(step.scenarioId).disturb(step.fault);
  if (released.length > 0) await recorder.snapshot();
  if (steps.some((step) => step.type === "close-crews")) {
    await recorder.durable();
    drive.idleCrews.close();
  }
}

function needsCrew(step: Step): boolean {
  return step.type !== "record" && step.type !== "close-crews" && step.type !== "restart-workers";
}

/** With the last figures of the crews, so that opening them from the log continues exactly there. */
function checkpointsOfWait(drive: OpenedDrive): ScenarioCheckpoint[] {
  return drive.crews.open.map((crew) =>
    checkpointScenario(crew, drive.attemptOf(crew), drive.totalsOf(crew), "interrupt", null),
  );
}

/** The tally closes at once, so siblings need not wait until the processes have exited. */
function endScenario(drive: OpenedDrive, step: EndStep, checkpoints: ScenarioCheckpoint[]): Act {
  const crew = drive.crews.require(step.scenarioId);
  drive.crews.dismiss(crew);
  const kind = step.ending.status === "failed" ? "failure" : "end";
  checkpoints.push(checkpointScenario(crew, drive.attemptOf(crew), drive.totalsOf(crew), kind, null));
  return { fact: factForEnding(drive.view, step, crew.work), actor: step.actor };
}

async function retryScenario(drive: OpenedDrive, step: RetryStep): Promise<Act> {
  const crew = await drive.openAttempt(step);
  drive.beginAttempt(step, crew);
  return { fact: factForRetry(drive.view, step, crew.work.measured), actor: step.actor };
}

function checkpointsAt(drive: OpenedDrive, fact: UnstampedFact): ScenarioCheckpoint[] {
  if (fact.type !== "milestone.reached") return [];
  const crew = drive.crews.require(fact.scenarioId);
  return [checkpointScenario(crew, drive.attemptOf(crew), fact.totals, "milestone", fact.percent)];
}
