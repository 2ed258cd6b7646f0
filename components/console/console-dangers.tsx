"use client";
import { toast } from "sonner";
import { describeLaterFault } from "@/lib/view/format/faults";
import { selectStandings } from "@/lib/view/console/standing";
import type { RunState } from "@/lib/core/run/state";
import { labelScenario } from "@/lib/core/words/names";
import { FaultDialog } from "./fault-dialog";
import { CancelDialog } from "./presenter-dialogs";
import type { ConsoleActs, OpenDialog } from "./console-acts";

type ConsoleDangersProps = {
  state: RunState;
  dialog: OpenDialog;
  setDialog: (dialog: OpenDialog) => void;
  scenarioId: string | null;
  send: ConsoleActs["send"];
};

/** What does harm asks once: the cancel of a run or a scenario, and the fault button. */
export function ConsoleDangers({ state, dialog, setDialog, scenarioId, send }: ConsoleDangersProps) {
  const standings = selectStandings(state);
  const target = standings.find((standing) => standing.id === scenarioId) ?? null;
  const atWork = new Set(
    state.scenarios.filter(({ status }) => status === "running" || status === "paused").map(({ id }) => id),
  );
  const close = (open: boolean) => open || setDialog(null);
  return (
    <>
      <CancelDialog
        open={dialog === "cancel"}
        onOpenChange={close}
        target={target}
        standings={standings}
        unit={state.spec.unit.many}
        onConfirm={() => send("cancel", target ? { scenarioId: target.id } : {})}
      />
      <FaultDialog
        open={dialog === "fault"}
        onOpenChange={close}
        state={state}
        targets={standings.filter(({ id }) => atWork.has(id))}
        scenarioId={scenarioId}
        onConfirm={(id, fault) => {
          const scenario = state.scenarios.find((each) => each.id === id);
          const later = scenario === undefined ? null : describeLaterFault(fault, scenario);
          if (later !== null) toast(`${labelScenario(state.spec, id)} ${later}`);
          send("fault", { scenarioId: id, fault });
        }}
      />
    </>
  );
}
