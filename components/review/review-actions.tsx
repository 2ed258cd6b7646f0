import { Radio, RotateCcw } from "lucide-react";
import Link from "next/link";
import { startAgainAction } from "@/app/actions";
import { ActionButton } from "../desk/action-button";
import { buttonClass } from "../ui/button";
import { DeleteRun } from "./delete-run";
import { isRunOver } from "@/lib/core/run/run-status";
import type { RunState } from "@/lib/core/run/state";
import { reviewText } from "@/lib/view/text/review";
import { sharedText } from "@/lib/view/text/shared";

/** What a presenter can do with a run on its page. */
export function ReviewActions({ state: { runId, status, spec } }: { state: RunState }) {
  if (!isRunOver(status))
    return (
      <Link href={`/runs/${runId}/present`} className={buttonClass({ tone: "primary" })}>
        <Radio aria-hidden className="size-4" />
        {reviewText.openConsole}
      </Link>
    );
  return (
    <>
      <DeleteRun runId={runId} title={spec.title} />
      <ActionButton action={startAgainAction} fields={{ runId }} busy={sharedText.starting}>
        <RotateCcw aria-hidden className="size-4" />
        {reviewText.startAgain}
      </ActionButton>
    </>
  );
}
