import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireReader } from "@/app/require-reader";
import { DeskHeader } from "@/components/desk/desk-header";
import { ReviewActions } from "@/components/review/review-actions";
import { RunReview } from "@/components/review/run-review";
import { TelemetryFold } from "@/components/review/telemetry-fold";
import type { RunEvent } from "@/lib/core/run/events";
import { getQueueWait } from "@/lib/operations/runs/get-queue-wait";
import { getRun } from "@/lib/operations/runs/get-run";
import { readEvents } from "@/lib/operations/runs/read-events";
import { getRunExports } from "@/lib/operations/telemetry/get-run-exports";
import { selectRunTelemetry } from "@/lib/view/telemetry/select-run-telemetry";
import { reviewText } from "@/lib/view/text/review";

export const metadata: Metadata = { title: reviewText.title };

/** The page shows at most this many events; the API returns all. */
const MAX_EVENTS = 5_000;

export default async function RunPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const ctx = await requireReader(`/runs/${id}`);
  const [state, events] = await Promise.all([getRun(ctx, id), readEvents(ctx, id, { limit: MAX_EVENTS })]);
  if (!state.ok) notFound();
  const facts: RunEvent[] = events.ok
    ? events.value.events.filter((event) => event.type !== "scenario.progressed")
    : [];
  const truncated = events.ok && events.value.lastSeq < state.value.lastSeq;
  const mayControl = ctx.actor.role === "presenter";
  const exports = await getRunExports(ctx, id);
  return (
    <>
      <DeskHeader role={ctx.actor.role} />
      <RunReview
        state={state.value}
        wait={await getQueueWait(ctx, state.value)}
        facts={facts}
        truncated={truncated}
        telemetry={
          exports.ok && exports.value !== null ? (
            <TelemetryFold runId={id} telemetry={selectRunTelemetry(exports.value)} mayControl={mayControl} />
          ) : null
        }
        actions={mayControl ? <ReviewActions state={state.value} /> : null}
      />
    </>
  );
}
