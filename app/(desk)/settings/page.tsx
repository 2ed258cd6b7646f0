import type { Metadata } from "next";
import Link from "next/link";
import { requireReader } from "@/app/require-reader";
import { DeskHeader } from "@/components/desk/desk-header";
import { OutgoingPage } from "@/components/desk/outgoing/outgoing-page";
import { getOutgoing } from "@/lib/operations/telemetry/get-outgoing";
import { selectOutgoing } from "@/lib/view/telemetry/select-outgoing";
import { outgoingText } from "@/lib/view/text/desk/outgoing";
import { sharedText } from "@/lib/view/text/shared";

export const metadata: Metadata = { title: outgoingText.title };

/** For the operator: what is sent to other servers, and how that is going. */
export default async function SettingsPage() {
  const ctx = await requireReader("/settings");
  const result = await getOutgoing(ctx);
  return (
    <>
      <DeskHeader role={ctx.actor.role} />
      <main className="mx-auto flex max-w-6xl flex-col gap-8 px-5 py-10">
        <div className="flex flex-col gap-1">
          <h1 className="text-2xl font-semibold">{outgoingText.title}</h1>
          <p className="text-muted">{outgoingText.lead}</p>
        </div>
        {result.ok ? (
          <OutgoingPage view={selectOutgoing(result.value)} />
        ) : result.error.code === "forbidden" ? (
          <p className="flex max-w-prose flex-wrap gap-x-2">
            {outgoingText.forPresenters} {outgoingText.forReviewers}
            <Link href="/runs" className="underline underline-offset-2">
              {sharedText.pastRuns}
            </Link>
          </p>
        ) : (
          <p role="alert" className="rounded-lg border-l-4 border-bad bg-bad-ground px-4 py-3 text-bad">
            {result.error.message}
          </p>
        )}
      </main>
    </>
  );
}
