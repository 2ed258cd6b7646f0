"use client";
import { useState } from "react";
import {
  describeFaultEffect,
  describeLaterFault,
  describeRetries,
  FAULT_ORDER,
  describeFaultAction,
} from "@/lib/view/format/faults";
import type { ScenarioSummary } from "@/lib/view/console/scenario-summary";
import type { FaultKind } from "@/lib/core/run/faults";
import type { RunState } from "@/lib/core/run/state";
import { FAULT_LABELS } from "@/lib/core/words/names";
import { Button } from "../ui/button";
import { ToggleGroup } from "../ui/toggle-group";
import { Dialog } from "../ui/dialog";
import { faultText } from "@/lib/view/text/faults";
import { sharedText } from "@/lib/view/text/shared";

type FaultDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  state: RunState;
  /** scenarios that can take a fault now */
  targets: readonly ScenarioSummary[];
  /** preselected; null: the largest */
  scenarioId: string | null;
  onConfirm: (scenarioId: string, fault: FaultKind) => void;
};

/** Asks once before a fault is injected, and explains the effect. */
export function FaultDialog({ open, onOpenChange, state, targets, scenarioId, onConfirm }: FaultDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={faultText.title} description={faultText.description}>
      {targets.length === 0 ? (
        <p>{faultText.noTarget}</p>
      ) : (
        <FaultForm
          key={scenarioId ?? "any"}
          state={state}
          targets={targets}
          scenarioId={scenarioId}
          onKeep={() => onOpenChange(false)}
          onConfirm={(id, fault) => {
            onConfirm(id, fault);
            onOpenChange(false);
          }}
        />
      )}
    </Dialog>
  );
}

type FaultFormProps = Pick<FaultDialogProps, "state" | "targets" | "scenarioId" | "onConfirm"> & { onKeep: () => void };

function FaultForm({ state, targets, scenarioId, onKeep, onConfirm }: FaultFormProps) {
  const [chosenFault, setFault] = useState<FaultKind | null>(null);
  const [chosenId, setChosenId] = useState(scenarioId);
  // the chosen one may have ended while the dialog was open
  const target = targets.find(({ id }) => id === chosenId) ?? targets.at(-1);
  const spec = state.spec.scenarios.find(({ id }) => id === target?.id);
  if (target === undefined || spec === undefined) return null;
  const scenario = state.scenarios.find(({ id }) => id === target.id);
  const activeFault = scenario?.fault ?? null;
  const fault = chosenFault ?? FAULT_ORDER.find((kind) => kind !== activeFault) ?? "kill";
  const later = scenario === undefined ? null : describeLaterFault(fault, scenario);
  return (
    <>
      <ToggleGroup
        legend={faultText.scenario}
        name="fault-scenario"
        value={target.id}
        layout="line"
        choices={targets.map(({ id, label }) => ({ value: id, label }))}
        onChange={setChosenId}
      />
      <ToggleGroup
        legend={faultText.fault}
        name="fault-kind"
        value={fault}
        layout="list"
        choices={FAULT_ORDER.map((kind) => ({
          value: kind,
          label: faultText.actions[kind].label,
          hint: describeFaultEffect(kind, state.spec, spec),
        }))}
        onChange={setFault}
      />
      {later === null ? null : <p className="text-sm text-hold">{faultText.later(target.label, later)}</p>}
      <p className="text-sm text-muted">
        {describeRetries(state.spec)}
        {activeFault === null ? "" : ` ${faultText.alreadyActive(target.label, FAULT_LABELS[activeFault])}`}
      </p>
      {/* in sight on a low screen too, where the dialog scrolls */}
      <div className="sticky -bottom-6 -mb-6 flex flex-wrap justify-end gap-3 bg-panel pt-2 pb-6">
        <Button onClick={onKeep}>{sharedText.cancel}</Button>
        <Button tone="danger" disabled={activeFault === fault} onClick={() => onConfirm(target.id, fault)}>
          {describeFaultAction(fault, target.label)}
        </Button>
      </div>
    </>
  );
}
