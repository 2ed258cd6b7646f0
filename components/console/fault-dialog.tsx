"use client";
import { useState } from "react";
import {
  describeFaultEffect,
  describeLaterFault,
  describeRetries,
  FAULT_ACTIONS,
  describeFaultAction,
} from "@/lib/view/format/faults";
import type { Standing } from "@/lib/view/console/standing";
import { FAULT_KINDS, type FaultKind } from "@/lib/core/run/faults";
import type { RunState } from "@/lib/core/run/state";
import { FAULT_LABELS } from "@/lib/core/words/names";
import { Button } from "../ui/button";
import { ToggleGroup } from "../ui/toggle-group";
import { Dialog } from "../ui/dialog";

type FaultDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  state: RunState;
  /** scenarios that can be harmed now */
  targets: readonly Standing[];
  /** chosen before it opened; null: the largest */
  scenarioId: string | null;
  onConfirm: (scenarioId: string, fault: FaultKind) => void;
};

/** The fault button asks once, with what will happen. */
export function FaultDialog({ open, onOpenChange, state, targets, scenarioId, onConfirm }: FaultDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Fault on purpose"
      description="Real harm to the workers of one scenario; the others are not touched. The log and the review say that it was you."
    >
      {targets.length === 0 ? (
        <p>No scenario is at work now, so there is nothing to harm.</p>
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
  // the one chosen may have ended while the dialog stood open
  const target = targets.find(({ id }) => id === chosenId) ?? targets.at(-1);
  const spec = state.spec.scenarios.find(({ id }) => id === target?.id);
  if (target === undefined || spec === undefined) return null;
  const scenario = state.scenarios.find(({ id }) => id === target.id);
  const atWork = scenario?.fault ?? null;
  const fault = chosenFault ?? FAULT_ORDER.find((kind) => kind !== atWork) ?? "kill";
  const later = scenario === undefined ? null : describeLaterFault(fault, scenario);
  return (
    <>
      <ToggleGroup
        legend="To whom"
        name="fault-scenario"
        value={target.id}
        layout="line"
        choices={targets.map(({ id, label }) => ({ value: id, label }))}
        onChange={setChosenId}
      />
      <ToggleGroup
        legend="What happens"
        name="fault-kind"
        value={fault}
        layout="list"
        choices={FAULT_ORDER.map((kind) => ({
          value: kind,
          label: FAULT_ACTIONS[kind],
          hint: describeFaultEffect(kind, state.spec, spec),
        }))}
        onChange={setFault}
      />
      {later === null ? null : (
        <p className="text-sm text-hold">
          {target.label} rests now: it {later}.
        </p>
      )}
      <p className="text-sm text-muted">
        {describeRetries(state.spec)}
        {atWork === null ? "" : ` ${target.label} is ${FAULT_LABELS[atWork]} already; another fault takes its place.`}
      </p>
      <div className="flex flex-wrap justify-end gap-3">
        <Button onClick={onKeep}>Leave it alone</Button>
        <Button tone="danger" disabled={atWork === fault} onClick={() => onConfirm(target.id, fault)}>
          {describeFaultAction(fault, target.label)}
        </Button>
      </div>
    </>
  );
}

const FAULT_ORDER = FAULT_KINDS.toSorted(
  (a, b) => Object.keys(FAULT_ACTIONS).indexOf(a) - Object.keys(FAULT_ACTIONS).indexOf(b),
);
