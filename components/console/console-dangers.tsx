"use client";
import { describeLaterFault } from "@/lib/view/format/faults";
import { selectScenarioSummaries } from "@/lib/view/console/scenario-summary";
import type { RunState } from "@/lib/core/run/state";
import { labelScenario } from "@/lib/core/words/names";
import { FaultDialog } from "./fault-dialog";
import { CancelDialog } from "./presenter-dialogs";
import type { ConsoleActions, OpenDialog } from "./stage/console-actions";

type ConsoleDangersProps = {
  state: RunState;
  dialog: OpenDialog;
  setDialog: (dialog: OpenDialog) => void;
  scenarioId: string | null;
  send: ConsoleActions["send"];
  say: (text: string) => void;
};

/** Harmful actions ask once: cancelling a run or a scenario, and injecting a fault. */
export function ConsoleDangers({ state, dialog, setDialog, scenarioId, send, say }: ConsoleDangersProps) {
  const summaries = selectScenarioSummaries(state);
  const target = summaries.find((summary) => summary.id === scenarioId) ?? null;
  const active = new Set(
    state.scenarios.filter(({ status }) => status === "running" || status === "paused").map(({ id }) => id),
  );
  const close = (open: boolean) => open || setDialog(null);
  return (
    <>
      <CancelDialog
        open={dialog === "cancel"}
        onOpenChange={close}
        target={target}
        summaries={summaries}
        unit={state.spec.unit}
        onConfirm={() => send("cancel", target ? { scenarioId: target.id } : {})}
      />
      <FaultDialog
        open={dialog === "fault"}
        onOpenChange={close}
        state={state}
        targets={summaries.filter(({ id }) => active.has(id))}
        scenarioId={scenarioId}
        onConfirm={(id, fault) => {
          const scenario = state.scenarios.find((each) => each.id === id);
          const later = scenario === undefined ? null : describeLaterFault(fault, scenario);
          if (later !== null) say(`${labelScenario(state.spec, id)} ${later}`);
          send("fault", { scenarioId: id, fault });
        }}
      />
    </>
  );
}
