import { clsx } from "clsx";
import { formatShare } from "@/lib/view/format/format";
import type { CostMeter as Model } from "@/lib/view/console/cost";
import { costText } from "@/lib/view/text/cost";

const NEAR = 0.8;

/** Cost so far, compared with the estimate and the spending limit. */
export function CostMeter({ meter }: { meter: Model }) {
  const { lead, rest, estimate, cap } = meter;
  return (
    <section
      aria-label={costText.meter}
      className="flex flex-col gap-1.5 text-sm text-muted tabular-nums short:gap-0.5"
    >
      <p>
        {costText.used} <strong className="font-semibold text-text">{lead}</strong>
        {rest.map((each) => `, ${each}`).join("")}
      </p>
      {estimate === null ? null : (
        <>
          {cap === null ? <Bar share={estimate.share} look="bg-line-strong" /> : null}
          <p>{costText.ofEstimate(formatShare(estimate.share), estimate.text)}</p>
        </>
      )}
      {cap === null ? null : (
        <>
          <Bar share={cap.share} look={cap.share >= NEAR ? "bg-hold-line" : "bg-good"} />
          <p className={clsx(cap.share >= NEAR && "text-hold")}>
            {costText.ofLimit(formatShare(Math.min(1, cap.share)), cap.text)}
          </p>
        </>
      )}
    </section>
  );
}

function Bar({ share, look }: { share: number; look: string }) {
  return (
    <div aria-hidden="true" className="h-1.5 shrink-0 overflow-hidden rounded-full bg-raised short:h-1">
      <div className={clsx("h-full rounded-full", look)} style={{ width: `${Math.min(1, share) * 100}%` }} />
    </div>
  );
}
