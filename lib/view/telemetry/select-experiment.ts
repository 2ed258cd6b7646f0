import { MOST_EXPERIMENT_ITEMS, type Experiment } from "../../core/ports/experiments.ts";
import type { RunExports } from "../../operations/telemetry/get-run-exports.ts";
import type { StatusTone } from "../console/scenario-summary.ts";
import { experimentText as text } from "../text/telemetry.ts";
import { describeSendFault } from "./describe-fault.ts";

export type ExperimentView = {
  /** null: never requested */
  readonly state: { readonly tone: StatusTone; readonly text: string } | null;
  /** null: it is being sent, or this viewer may not send it */
  readonly button: { readonly label: string; readonly note: string } | null;
  /** of the data sets; null: nothing is there, or the project is not known */
  readonly href: string | null;
};

/** What this viewer sees of it; null: nothing, as for a reviewer while it was never requested. */
export function limitExperiment(view: ExperimentView | null, mayControl: boolean): ExperimentView | null {
  if (view === null || mayControl) return view;
  return view.state === null ? null : { ...view, button: null };
}

/** Null: the run has no answers of a judge. */
export function selectExperiment(
  { hasExperiment, experiment, content }: RunExports,
  project: string | null,
): ExperimentView | null {
  if (!hasExperiment) return null;
  // about what would be sent now, so it stands beside the button alone
  const note = content ? text.withContent(MOST_EXPERIMENT_ITEMS) : text.plain(MOST_EXPERIMENT_ITEMS);
  return {
    state: experiment === null ? null : describeExperiment(experiment),
    button:
      experiment?.status === "requested" ? null : { label: experiment === null ? text.send : text.sendAgain, note },
    href: experiment?.status === "sent" && project !== null ? `${project}/datasets` : null,
  };
}

function describeExperiment({ status, sent, total, fault }: Experiment): ExperimentView["state"] {
  const reason = fault === null ? null : describeSendFault(fault, "langfuse");
  if (status === "sent") return { tone: "good", text: text.sent(sent) };
  if (status === "failed") return { tone: "bad", text: text.failed(reason ?? "") };
  if (reason !== null) return { tone: "hold", text: text.retrying(reason) };
  return { tone: "run", text: total === null || sent === 0 ? text.requested : text.progress(sent, total) };
}
