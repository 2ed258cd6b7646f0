"use client";
import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import { requestExperimentAction } from "@/app/telemetry-actions";
import { limitExperiment, type ExperimentView } from "@/lib/view/telemetry/select-experiment";
import type { RunTelemetry } from "@/lib/view/telemetry/select-run-telemetry";
import { experimentText, receiverNames, runTelemetryText as text } from "@/lib/view/text/telemetry";
import { ActionButton } from "../desk/action-button";
import { CopyField } from "../parts/copy-field";
import { StatusLabel } from "../parts/status-label";
import { buttonClass } from "../ui/button";
import { Fold } from "./fold";
import { useRunTelemetry } from "./use-run-telemetry";

type TelemetryFoldProps = { runId: string; telemetry: RunTelemetry; mayControl: boolean };

/** Where this run can be seen in other tools, how far it has been sent there, and how it is found. */
export function TelemetryFold({ runId, telemetry: first, mayControl }: TelemetryFoldProps) {
  const [{ hint, langfuse, otlp }, readNow] = useRunTelemetry(runId, first, mayControl);
  const experiment = limitExperiment(langfuse?.experiment ?? null, mayControl);
  return (
    <Fold id="telemetry" title={text.title} hint={hint}>
      <dl className="flex flex-col gap-5">
        {langfuse === null ? null : (
          <Entry name={receiverNames.langfuse}>
            <Line>
              <StatusLabel {...langfuse.state} wraps />
              {langfuse.href === null ? null : <OutsideLink href={langfuse.href}>{text.open}</OutsideLink>}
            </Line>
            {langfuse.note === null ? null : <p className="text-muted">{langfuse.note}</p>}
          </Entry>
        )}
        {experiment === null ? null : (
          <Entry name={experimentText.title}>
            <Experiment view={experiment} runId={runId} onRequested={readNow} />
          </Entry>
        )}
        {otlp === null ? null : (
          <Entry name={receiverNames.otlp}>
            <Line>
              <StatusLabel {...otlp.state} wraps />
            </Line>
            {otlp.traces.length === 0 ? null : <TraceIds traces={otlp.traces} />}
          </Entry>
        )}
      </dl>
    </Fold>
  );
}

type ExperimentProps = {
  view: ExperimentView;
  runId: string;
  onRequested: () => Promise<void>;
};

function Experiment({ view, runId, onRequested }: ExperimentProps) {
  const { state, button, href } = view;
  const request: typeof requestExperimentAction = async (before, form) => {
    const result = await requestExperimentAction(before, form);
    await onRequested();
    return result;
  };
  return (
    <>
      <Line>
        {state === null ? null : <StatusLabel {...state} wraps />}
        {href === null ? null : <OutsideLink href={href}>{experimentText.open}</OutsideLink>}
        {button === null ? null : (
          <ActionButton action={request} fields={{ runId }} busy={experimentText.requesting}>
            {button.label}
          </ActionButton>
        )}
      </Line>
      {button === null ? null : <p className="max-w-prose text-muted">{button.note}</p>}
    </>
  );
}

/** Spoken when it changes by itself. */
function Line({ children }: { children: ReactNode }) {
  return (
    <div aria-live="polite" className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-2">
      {children}
    </div>
  );
}

function TraceIds({ traces }: { traces: NonNullable<RunTelemetry["otlp"]>["traces"] }) {
  return (
    <div className="flex flex-col gap-2">
      <p className="text-muted">{text.tracesHint}</p>
      {traces.map(({ label, traceId }) => (
        <div key={traceId} className="grid items-center gap-x-4 gap-y-1 sm:grid-cols-[9rem_minmax(0,34rem)]">
          <span>{label}</span>
          <CopyField label={text.trace(label)} value={traceId} />
        </div>
      ))}
    </div>
  );
}

/** To another tool, which learns neither our address nor our window. */
function OutsideLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" className={buttonClass()}>
      {children}
      <ExternalLink aria-hidden className="size-4" />
      <span className="sr-only">{text.newTab}</span>
    </a>
  );
}

function Entry({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 gap-y-2 sm:grid-cols-[11rem_1fr]">
      <dt className="pt-1.5 font-medium">{name}</dt>
      <dd className="flex min-w-0 flex-col gap-2">{children}</dd>
    </div>
  );
}
