import { ArrowUpFromLine, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import type { OutgoingView } from "@/lib/view/telemetry/select-outgoing";
import { outgoingText as text } from "@/lib/view/text/desk/outgoing";
import { ExporterCard } from "./exporter-card";
import { SentLists } from "./sent-lists";

/** What leaves this machine: in one line first, then where to, what exactly, and by which skills. */
export function OutgoingPage({ view }: { view: OutgoingView }) {
  const { headline, detail, isAnySent, sendsTraces, content, exporters, skills } = view;
  const Icon = isAnySent ? ArrowUpFromLine : ShieldCheck;
  return (
    <>
      <div className="flex items-start gap-4 rounded-2xl border border-line bg-panel p-5 sm:p-6">
        <Icon aria-hidden className={`mt-1 size-7 shrink-0 ${isAnySent ? "text-hold" : "text-muted"}`} />
        <div className="flex flex-col gap-1">
          <p className="text-xl font-semibold sm:text-2xl">{headline}</p>
          <p className="text-muted">{detail}</p>
        </div>
      </div>
      <Part id="receivers" title={text.receivers}>
        <div className="grid gap-4 md:grid-cols-2">
          {exporters.map((exporter) => (
            <ExporterCard key={exporter.key} view={exporter} />
          ))}
        </div>
      </Part>
      <Part id="what" title={isAnySent ? text.what : text.whatIf}>
        <SentLists content={content} />
        <p className="max-w-prose text-muted">{text.experiments}</p>
      </Part>
      <Part id="skills" title={text.skills}>
        {skills.length === 0 ? (
          <p>{text.noSkills}</p>
        ) : (
          <>
            <ul className="flex flex-col gap-1.5">
              {skills.map(({ title, origins, onlyLive }) => (
                <li key={title} className="flex flex-wrap gap-x-4">
                  <span className="font-medium">{title}</span>
                  <span className="font-mono text-[0.92em] [overflow-wrap:anywhere]">{origins.join(", ")}</span>
                  {onlyLive ? <span className="text-muted">{text.onlyLive}</span> : null}
                </li>
              ))}
            </ul>
            <p className="max-w-prose text-muted">{text.skillsHint}</p>
            {sendsTraces ? <p className="max-w-prose text-muted">{text.traceContext}</p> : null}
          </>
        )}
        <p className="max-w-prose text-muted">{text.programs}</p>
      </Part>
      <Part id="readers" title={text.readers}>
        <p className="max-w-prose">{text.metrics}</p>
        <p className="max-w-prose text-muted">{text.reviewers}</p>
      </Part>
    </>
  );
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <h2 id={id} className="text-lg font-semibold">
        {title}
      </h2>
      {children}
    </section>
  );
}
