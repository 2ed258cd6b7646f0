"use client";
import type { ReactNode } from "react";
import { formatCount, formatQuantity } from "@/lib/view/format/format";
import type { ScenarioSummary } from "@/lib/view/console/scenario-summary";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Kbd } from "../ui/kbd";
import { Switch } from "../ui/switch";
import type { RunSpec } from "@/lib/core/run/spec";
import { helpText } from "@/lib/view/text/help";
import { liveText } from "@/lib/view/text/live";
import { cancelText, joinDialogText } from "@/lib/view/text/scenario-actions";

type Openable = { open: boolean; onOpenChange: (open: boolean) => void };

export function JoinDialog({
  open,
  onOpenChange,
  code,
  joinUrl,
  watching,
  qr,
  tools,
}: Openable & { code: string; joinUrl: string; watching: number; qr: ReactNode; tools: ReactNode }) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={joinDialogText.title}
      description={joinDialogText.description}
    >
      <div className="flex flex-col items-center gap-4 text-center">
        <div className="w-72 max-w-full overflow-hidden rounded-xl">{qr}</div>
        <p className="font-mono text-5xl font-semibold tracking-[0.12em]" data-testid="join-code">
          {code}
        </p>
        <p className="max-w-full break-all text-muted">
          <a href={joinUrl} target="_blank" rel="noreferrer" className="underline underline-offset-4">
            {joinUrl}
          </a>
        </p>
        <p className="text-muted tabular-nums">
          {formatCount(watching)} {liveText.watching}
        </p>
        {tools}
      </div>
    </Dialog>
  );
}

export function HelpDialog({
  open,
  onOpenChange,
  singleKeys,
  onSingleKeys,
}: Openable & { singleKeys: boolean; onSingleKeys: (on: boolean) => void }) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={helpText.title} description={helpText.description}>
      <ul className="flex flex-col gap-2.5">
        {helpText.keys.map((row) => (
          <li key={row.what} className="flex items-center justify-between gap-6">
            <span>{row.what}</span>
            <span className="flex shrink-0 gap-1.5">
              {row.keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </span>
          </li>
        ))}
      </ul>
      <Switch checked={singleKeys} onChange={onSingleKeys} label={helpText.singleKeys} />
    </Dialog>
  );
}

export function CancelDialog({
  open,
  onOpenChange,
  target,
  summaries,
  unit,
  onConfirm,
}: Openable & {
  target: ScenarioSummary | null;
  summaries: readonly ScenarioSummary[];
  unit: RunSpec["unit"];
  onConfirm: () => void;
}) {
  const affected = target ? [target] : summaries;
  const done = affected.reduce((sum, summary) => sum + summary.itemsDone, 0);
  const saved = cancelText.done(formatQuantity(done, unit));
  const text = cancelText[target ? "scenario" : "run"];
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={target ? cancelText.scenario.title(target.label) : cancelText.run.title}
      description={text.description(saved)}
    >
      <div className="flex justify-end gap-3">
        <Button onClick={() => onOpenChange(false)}>{text.keep}</Button>
        <Button
          tone="danger"
          onClick={() => {
            onConfirm();
            onOpenChange(false);
          }}
        >
          {target ? cancelText.scenario.confirm(target.label) : cancelText.run.confirm}
        </Button>
      </div>
    </Dialog>
  );
}
