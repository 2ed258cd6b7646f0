import { LocalTime } from "@/components/parts/local-time";
import { StatusLabel } from "@/components/parts/status-label";
import type { ExporterView } from "@/lib/view/telemetry/select-outgoing";
import { outgoingText as text } from "@/lib/view/text/desk/outgoing";

/** One receiver: whether runs go there, where that is, how it is going, and how it is switched. */
export function ExporterCard({ view }: { view: ExporterView }) {
  const { key, label, isOn, state, failingSince, sentSince, notes, signals, switchHint, docs } = view;
  return (
    <section
      aria-labelledby={key}
      className="flex min-w-0 flex-col gap-4 rounded-2xl border border-line bg-panel p-5 sm:p-6"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3 id={key} className="text-lg font-semibold">
          {label}
        </h3>
        <StatusLabel {...state} wraps />
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-1.5 empty:hidden">
        {(isOn ? signals : []).map((signal) => (
          <Row key={signal.key} name={signal.label}>
            <span className={signal.address === null ? "text-muted" : "font-mono text-[0.92em]"}>
              {signal.address ?? text.off}
            </span>
          </Row>
        ))}
        {failingSince === null ? null : (
          <Row name={text.since}>
            <LocalTime iso={failingSince} />
          </Row>
        )}
      </dl>
      {sentSince === null && notes.length === 0 ? null : (
        <div className="flex flex-col gap-1">
          {sentSince === null ? null : (
            <p>
              {text.everyRunSince} <LocalTime iso={sentSince} /> {text.hasBeenSent}
            </p>
          )}
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </div>
      )}
      <p className={`mt-auto text-sm [overflow-wrap:anywhere] ${isOn ? "text-muted" : ""}`}>
        {switchHint} <span className="text-muted">{docs}</span>
      </p>
    </section>
  );
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}
