import { clsx } from "clsx";
import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { requireReader } from "@/app/require-reader";
import { LiveRun } from "@/components/desk/live-run";
import { DeskHeader } from "@/components/desk/desk-header";
import { RunsTable } from "@/components/desk/runs-table";
import { toSkillFact } from "@/components/desk/skill/skill-facts";
import { UnusableSkills } from "@/components/desk/skill/unusable-skills";
import { StartForm } from "@/components/desk/start-form";
import { buttonClass } from "@/components/ui/button";
import { getLiveRun } from "@/lib/operations/runs/get-live-run";
import { getQueueWait } from "@/lib/operations/runs/get-queue-wait";
import { listDemos } from "@/lib/operations/demos/list-demos";
import { listLastRuns } from "@/lib/operations/demos/list-last-runs";
import { listRuns } from "@/lib/operations/runs/list-runs";
import { planCheck } from "@/lib/skills/check/plan-check";
import { homeText } from "@/lib/view/text/desk/home";

const RECENT = 5;
const COLUMN = "mx-auto w-full max-w-4xl px-5";

export default async function HomePage() {
  const ctx = await requireReader("/");
  const [demos, runs, live] = await Promise.all([listDemos(ctx), listRuns(ctx, { limit: RECENT }), getLiveRun(ctx)]);
  if (!demos.ok) throw new Error(demos.error.message);
  if (!runs.ok) throw new Error(runs.error.message);
  if (!live.ok) throw new Error(live.error.message);
  const usable = demos.value.filter(({ spec }) => ctx.skills.has(spec.skillId));
  const lastRuns = await listLastRuns(ctx, usable);
  if (!lastRuns.ok) throw new Error(lastRuns.error.message);
  const wait =
    live.value === null ? null : await getQueueWait(ctx, { runId: live.value.id, status: live.value.status });
  const skills = [...ctx.skills.values()].map((skill) => toSkillFact(skill, planCheck(skill)));
  const { prices } = await ctx.prices.read();
  const empty = runs.value.items.length === 0;
  const mayStart = ctx.actor.role === "presenter";
  const isOffer = empty && mayStart;
  return (
    <>
      <DeskHeader role={ctx.actor.role} />
      <main className="flex min-h-[calc(100dvh-65px)] flex-col">
        <div className={clsx(COLUMN, "flex flex-col gap-5 pb-5", isOffer ? "pt-10 sm:pt-20" : "pt-6")}>
          {live.value === null ? null : <LiveRun run={live.value} wait={wait} mayControl={mayStart} />}
          <h1 className={clsx("font-semibold", isOffer ? "text-4xl" : "text-2xl")}>
            {mayStart ? (empty ? homeText.slogan : homeText.heading) : homeText.reviewerHeading}
          </h1>
          {mayStart ? null : <p className="text-muted">{homeText.reviewerHint}</p>}
        </div>
        {mayStart ? <UnusableSkills problems={ctx.skillProblems?.() ?? []} /> : null}
        {mayStart ? (
          <StartForm
            demos={usable}
            lastRuns={lastRuns.value}
            skills={skills}
            currency={prices?.currency ?? null}
            live={live.value}
            first={empty}
          />
        ) : null}
        {empty ? null : (
          <section aria-labelledby="recent" className={`${COLUMN} flex flex-col gap-3 pt-10`}>
            <div className="flex items-center justify-between">
              <h2 id="recent" className="text-[15px] font-medium">
                {homeText.recentRuns}
              </h2>
              <Link href="/runs" className={buttonClass({ tone: "ghost" }, "-mr-4")}>
                {homeText.allPastRuns}
                <ArrowRight aria-hidden className="size-4" />
              </Link>
            </div>
            <RunsTable runs={runs.value.items} caption={homeText.recentRunsCaption} narrow />
          </section>
        )}
        <div className="h-12" />
      </main>
    </>
  );
}
