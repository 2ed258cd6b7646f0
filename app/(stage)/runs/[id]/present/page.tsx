import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { sendCommandAction } from "@/app/actions";
import { publicOrigin } from "@/app/operation-context";
import { requireReader } from "@/app/require-reader";
import { ConsoleJoinTools } from "@/components/console/console-join-tools";
import { LivePresenter } from "@/components/console/live-presenter";
import { QrCode } from "@/components/audience/qr-code";
import { getRun } from "@/lib/operations/runs/get-run";
import { getStage } from "@/lib/operations/stage/get-stage";
import { consoleText } from "@/lib/view/text/console";
import { joinCodeText } from "@/lib/view/text/desk/share";

export const metadata: Metadata = { title: consoleText.pageTitle };

export default async function PresentPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const ctx = await requireReader(`/runs/${id}/present`);
  if (ctx.actor.role !== "presenter") redirect(`/runs/${id}`);
  const [run, stage] = await Promise.all([getRun(ctx, id), getStage(ctx)]);
  if (!run.ok) notFound();
  if (!stage.ok) throw new Error(stage.error.message);
  const joinUrl = `${publicOrigin()}/a/${stage.value.code}`;
  return (
    <LivePresenter
      runId={id}
      title={run.value.spec.title}
      stage={{ code: stage.value.code, joinUrl }}
      qr={<QrCode text={joinUrl} label={joinCodeText.qr} className="block w-full" />}
      joinTools={<ConsoleJoinTools />}
      sendOverHttp={sendCommandAction}
    />
  );
}
