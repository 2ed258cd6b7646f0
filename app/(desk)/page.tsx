import { ArrowRight, ChevronRight, Play } from "lucide-react";
import Link from "next/link";
import { startDemoAction } from "@/app/actions";
import { requireReader } from "@/app/require-reader";
import { ActionButton } from "@/components/desk/action-button";
import { HeroPicture } from "@/components/desk/hero-picture";
import { LiveRun } from "@/components/desk/live-run";
import { DeskHeader } from "@/components/desk/desk-header";
import { RunsTable } from "@/components/desk/runs-table";
import { toSkillFact } from "@/components/desk/skill-facts";
import { StartForm } from "@/components/desk/start-form";
import { buttonClass } from "@/components/ui/button";
import { getLiveRun } from "@/lib/operations/runs/get-live-run";
import { getQueueWait } from "@/lib/operations/runs/get-queue-wait";
import { listDemos } from "@/lib/operations/demos/list-demos";
import { listRuns } from "@/lib/operations/runs/list-runs";
import { homeText } from "@/lib/view/text/home";
import { sharedText } from "@/lib/view/text/shared";

const RECENT = 5;

export default async function HomePage() {
  const ctx = await requireReader("/");
  const [demos, runs, live] = await Promise.all([listDemos(ctx), listRuns(ctx, { limit: RECENT }), getLiveRun(ctx)]);
  if (!demos.ok) throw new Error(demos.error.message);
  if (!runs.ok) throw new Error(runs.error.message);
  if (!live.ok) throw new Error(live.error.message);
  const wait =
    live.value === null ? null : await getQueueWait(ctx, { runId: live.value.id, status: live.value.status });
  const skills = [...ctx.skills.values()].map(({ manifest }) => toSkillFact(manifest));
  const { prices } = await ctx.prices.read();
  const sample = demos.value.find((demo) => demo.sample) ?? demos.value[0];
  const empty = runs.value.items.length === 0;
  const mayStart = ctx.actor.role === "presenter";
  const startForm = (
    <StartForm demos={demos.value} skills={skills} currency={prices?.currency ?? null} live={live.value} />
  );
  return (
    <>
      <DeskHeader role={ctx.actor.role} />
      <main className="mx-auto flex max-w-6xl flex-col gap-12 px-5 py-10">
        {live.value === null ? null : <LiveRun run={live.value} wait={wait} mayControl={mayStart} />}
        {empty && sample && mayStart ? (
          <section className="grid items-center gap-10 py-6 lg:grid-cols-[1fr_30rem]">
            <div className="flex flex-col items-start gap-5">
              <h1 className="max-w-2xl text-4xl font-semibold">{homeText.slogan}</h1>
              <p className="max-w-xl text-lg text-muted">
                <strong className="font-medium text-text">{sample.title}.</strong> {sample.summary}
              </p>
              <ActionButton
                action={startDemoAction}
                fields={{ demoId: sample.id }}
                busy={sharedText.starting}
                tone="primary"
                size="large"
              >
                <Play aria-hidden className="size-5" />
                {homeText.runSample}
              </ActionButton>
            </div>
            <HeroPicture />
          </section>
        ) : (
          <h1 className="sr-only">{mayStart ? homeText.heading : homeText.reviewerHeading}</h1>
        )}
        {mayStart ? (
          empty ? (
            <details className="group">
              <summary className="flex min-h-11 w-fit list-none items-center gap-2 text-muted hover:text-text">
                <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
                {homeText.chooseAnother}
              </summary>
              <div className="pt-6">{startForm}</div>
            </details>
          ) : (
            startForm
          )
        ) : (
          <p className="text-muted">{homeText.reviewerHint}</p>
        )}
        {empty ? null : (
          <section aria-labelledby="recent" className="flex flex-col gap-3">
            <div className="flex items-center justify-between">
              <h2 id="recent" className="text-lg font-semibold">
                {homeText.recentRuns}
              </h2>
              <Link href="/runs" className={buttonClass({ tone: "ghost" })}>
                {homeText.allPastRuns}
                <ArrowRight aria-hidden className="size-4" />
              </Link>
            </div>
            <RunsTable runs={runs.value.items} caption={homeText.recentRunsCaption} />
          </section>
        )}
      </main>
    </>
  );
}
