import { CircleCheck, CircleX } from "lucide-react";
import type { ReactNode } from "react";
import type { CommandRow } from "@/lib/view/results/commands";
import { formatClock, formatDuration, formatPercent } from "@/lib/view/format/format";
import { RELEASE_WORDS } from "@/lib/core/words/release-words";
import type { RunState } from "@/lib/core/run/state";
import { joinNames, labelScenario } from "@/lib/core/words/names";
import { commandsText, milestonesText, problemsText } from "@/lib/view/text/review";

function Records({ title, empty, children }: { title: string; empty: string | null; children: ReactNode }) {
  return (
    <section className="long-list flex min-w-0 flex-col gap-3">
      <h3 className="font-semibold">{title}</h3>
      {empty === null ? <ul className="flex flex-col">{children}</ul> : <p className="text-muted">{empty}</p>}
    </section>
  );
}

/** Every milestone: when and why it was released, and how long the scenarios waited. */
export function MilestoneList({ state }: { state: RunState }) {
  const missed = state.spec.milestones.filter(
    (percent) => !state.releases.some((release) => release.percent === percent),
  );
  return (
    <Records title={milestonesText.title} empty={state.releases.length === 0 ? milestonesText.none : null}>
      {state.releases.map((release) => (
        <li key={release.percent} className="flex items-baseline gap-4 border-b border-line py-2.5">
          <strong className="w-14 shrink-0 font-semibold tabular-nums">{formatPercent(release.percent)}</strong>
          <span className="min-w-0">
            {RELEASE_WORDS[release.reason].full}
            <span className="text-muted">{milestonesText.waited(formatDuration(release.waitedMs))}</span>
          </span>
          <span className="ml-auto text-muted tabular-nums">{formatClock(release.atMs)}</span>
        </li>
      ))}
      {missed.length === 0 || state.finishedAt === null ? null : (
        <li className="py-2.5 text-muted">{milestonesText.missed(joinNames(missed.map(formatPercent)))}</li>
      )}
    </Records>
  );
}

/** The commands that people sent, and their outcomes. */
export function CommandList({ rows }: { rows: readonly CommandRow[] }) {
  return (
    <Records title={commandsText.title} empty={rows.length === 0 ? commandsText.none : null}>
      {rows.map(({ key, atMs, accepted, text, aside }) => (
        <li key={key} className="flex items-baseline gap-4 border-b border-line py-2.5">
          <span className={`flex w-52 shrink-0 items-baseline gap-2 ${accepted ? "" : "text-bad"}`}>
            {accepted ? (
              <CircleCheck aria-label={commandsText.accepted} className="mt-1 size-4 shrink-0 self-start text-good" />
            ) : (
              <CircleX aria-label={commandsText.refused} className="mt-1 size-4 shrink-0 self-start" />
            )}
            {text}
          </span>
          <span className="min-w-0 text-muted">{aside}</span>
          <span className="ml-auto text-muted tabular-nums">{formatClock(atMs)}</span>
        </li>
      ))}
    </Records>
  );
}

/** Warnings and errors by scenario. */
export function ScenarioErrors({ state }: { state: RunState }) {
  const lines = state.scenarios.flatMap((scenario) => {
    const label = labelScenario(state.spec, scenario.id);
    return scenario.log.filter((line) => line.level !== "info").map((line) => ({ ...line, label }));
  });
  const clean = state.scenarios.filter((scenario) => !scenario.log.some((line) => line.level !== "info"));
  return (
    <Records title={problemsText.title} empty={lines.length === 0 ? problemsText.none : null}>
      {lines.map((line) => (
        <li key={`${line.label}${line.seq}`} className="flex items-baseline gap-4 border-b border-line py-2.5">
          <strong className="w-24 shrink-0 font-semibold">{line.label}</strong>
          <span className="min-w-0 break-words text-bad">
            {line.level}: {line.text}
          </span>
          <span className="ml-auto text-muted tabular-nums">{formatClock(line.atMs)}</span>
        </li>
      ))}
      {clean.length === 0 ? null : (
        <li className="py-2.5 text-muted">
          {problemsText.noneIn(joinNames(clean.map((scenario) => labelScenario(state.spec, scenario.id))))}
        </li>
      )}
    </Records>
  );
}
