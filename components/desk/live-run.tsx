import { Radio } from "lucide-react";
import Link from "next/link";
import type { RunListItem } from "@/lib/core/ports/run-store";
import { cancelQueuedAction } from "@/app/actions";
import type { QueueWait } from "@/lib/core/run/queue-wait";
import { describeQueueWait } from "@/lib/core/words/describe-queue";
import { ActionButton } from "./action-button";
import { buttonClass } from "../ui/button";
import { RunStatusLabel } from "../parts/run-status-label";
import { homeText } from "@/lib/view/text/desk/home";

type LiveRunProps = {
  run: RunListItem;
  /** why it has not started; null when it is not queued */
  wait: QueueWait | null;
  mayControl: boolean;
};

/** The run on stage, at the top of the home page, with the way back to its console. */
export function LiveRun({ run, wait, mayControl }: LiveRunProps) {
  return (
    <section
      aria-label={homeText.liveNow}
      className="flex flex-wrap items-center gap-x-5 gap-y-3 rounded-2xl border border-line-strong bg-panel px-5 py-4"
    >
      <p className="flex min-w-64 flex-1 flex-wrap items-baseline gap-x-4 gap-y-1">
        <strong className="font-semibold">{run.title}</strong>
        <RunStatusLabel status={run.status} />
        {wait === null ? null : <span className="text-muted">{describeWait(wait)}</span>}
      </p>
      <Link
        href={mayControl ? `/runs/${run.id}/present` : `/runs/${run.id}`}
        className={buttonClass({ tone: "plain" })}
      >
        <Radio aria-hidden className="size-4" />
        {mayControl ? homeText.backToConsole : homeText.viewRun}
      </Link>
      {mayControl && run.status === "queued" ? (
        <ActionButton action={cancelQueuedAction} fields={{ runId: run.id }} busy={homeText.cancelling} tone="ghost">
          {homeText.cancelQueued}
        </ActionButton>
      ) : null}
    </section>
  );
}

function describeWait(wait: QueueWait): string {
  const { title, detail } = describeQueueWait(wait);
  return homeText.wait(title, detail);
}
