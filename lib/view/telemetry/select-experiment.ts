import { MOST_EXPERIMENT_ITEMS, type Experiment } from "../../core/ports/experiments.ts";
import type { RunExports } from "../../operations/telemetry/get-run-exports.ts";
import type { StatusTone } from "../console/scenario-summary.ts";
import { experimentText as text, receiverNames } from "../text/telemetry.ts";
import { describeSendFault } from "./describe-fault.ts";

export type ExperimentView = {
  /** null: never requested */
  readonly state: { readonly tone: StatusTone; readonly text: string } | null;
  /** of the button; null: it is being sent */
  readonly action: string | null;
  /** what the button sends */
  readonly note: string;
  /** of the data sets; null: nothing is there, or the project is not known */
  readonly href: string | null;
};

/** Null: the run has no answers of a judge. */
export function selectExperiment(
  { hasExperiment, experiment, content }: RunExports,
  project: string | null,
): ExperimentView | null {
  if (!hasExperiment) return null;
  return {
    state: experiment === null ? null : describeExperiment(experiment),
    action: experiment === null ? text.send : experiment.status === "requested" ? null : text.sendAgain,
    note: content ? text.withContent(MOST_EXPERIMENT_ITEMS) : text.plain(MOST_EXPERIMENT_ITEMS),
    href: experiment?.status === "sent" && project !== null ? `${project}/datasets` : null,
  };
}

function describeExperiment({ status, sent, total, fault }: Experiment): ExperimentView["state"] {
  const reason = fault === null ? null : describeSendFault(fault, receiverNames.langfuse);
  if (status === "sent") return { tone: "good", text: text.sent(sent) };
  if (status === "failed") return { tone: "bad", text: text.failed(reason ?? "") };
  if (reason !== null) return { tone: "hold", text: text.retrying(reason) };
  return { tone: "run", text: total === null || sent === 0 ? text.requested : text.progress(sent, total) };
}
