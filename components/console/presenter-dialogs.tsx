"use client";
import type { ReactNode } from "react";
import { formatCount } from "@/lib/view/format/format";
import type { Standing } from "@/lib/view/console/standing";
import { KEY_HELP } from "@/lib/client/commands/stage-keys";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Kbd } from "../ui/kbd";
import { Switch } from "../ui/switch";

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
      title="Join the audience view"
      description="No login. Point a phone's camera here, or type the code."
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
        <p className="text-muted tabular-nums">{formatCount(watching)} watching</p>
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
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Keys"
      description="A held key acts once. Keys rest while you type, and while a dialog is open."
    >
      <ul className="flex flex-col gap-2.5">
        {KEY_HELP.map((row) => (
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
      <Switch
        checked={singleKeys}
        onChange={onSingleKeys}
        label="Letters and Space as shortcuts (arrows, PageDown and F1 stay)"
      />
    </Dialog>
  );
}

export function CancelDialog({
  open,
  onOpenChange,
  target,
  standings,
  unit,
  onConfirm,
}: Openable & { target: Standing | null; standings: readonly Standing[]; unit: string; onConfirm: () => void }) {
  const concerned = target ? [target] : standings;
  const done = concerned.reduce((sum, standing) => sum + standing.itemsDone, 0);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={target ? `Cancel ${target.label}?` : "Cancel the run?"}
      description={
        target
          ? `It stops at once and the others go on. Its ${formatCount(done)} finished ${unit} and their quality are kept.`
          : `Every scenario stops at once. The ${formatCount(done)} finished ${unit}, their quality and the whole log are kept for the review. It cannot be taken up again.`
      }
    >
      <div className="flex justify-end gap-3">
        <Button onClick={() => onOpenChange(false)}>{target ? "Let it run" : "Keep running"}</Button>
        <Button
          tone="danger"
          onClick={() => {
            onConfirm();
            onOpenChange(false);
          }}
        >
          {target ? `Cancel ${target.label}` : "Cancel the run"}
        </Button>
      </div>
    </Dialog>
  );
}
