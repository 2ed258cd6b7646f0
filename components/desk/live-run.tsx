import { Radio } from "lucide-react";
import Link from "next/link";
import type { RunListItem } from "@/lib/core/ports/run-store";
import { buttonClass } from "../ui/button";
import { RunStatusWord } from "../parts/run-status-word";

/** The run on stage, above everything else: whoever left its console finds back. */
export function LiveRun({ run, mayDrive }: { run: RunListItem; mayDrive: boolean }) {
  return (
    <section
      aria-label="Live now"
      className="flex flex-wrap items-center gap-x-5 gap-y-3 rounded-2xl border border-line-strong bg-panel px-5 py-4"
    >
      <p className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-4 gap-y-1">
        <strong className="font-semibold">{run.title}</strong>
        <RunStatusWord status={run.status} />
      </p>
      <Link
        href={mayDrive ? `/runs/${run.id}/present` : `/runs/${run.id}`}
        className={buttonClass({ tone: mayDrive ? "primary" : "plain" })}
      >
        <Radio aria-hidden className="size-4" />
        {mayDrive ? "Back to the console" : "Look at it"}
      </Link>
    </section>
  );
}

/** Beside a button that starts a run: what that does to the one under way. */
export function LiveRunWarning({ run }: { run: Pick<RunListItem, "id" | "title"> }) {
  return (
    <p className="basis-full text-sm text-muted">
      <Link href={`/runs/${run.id}/present`} className="font-medium text-text underline underline-offset-4">
        {run.title}
      </Link>{" "}
      is live: starting another moves the audience to it.
    </p>
  );
}
