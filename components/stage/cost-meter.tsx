import { clsx } from "clsx";
import { formatShare } from "@/lib/client/format";
import type { CostMeter as Model } from "@/lib/client/select-cost";

/** What the run has used, small and calm; with a cap, how near it is. */
export function CostMeter({ meter }: { meter: Model }) {
  const { lead, rest, cap } = meter;
  const near = cap !== null && cap.share >= 0.8;
  return (
    <section aria-label="Cost" className="flex flex-col gap-1.5 text-sm text-muted tabular-nums">
      <p>
        used <strong className="font-semibold text-text">{lead}</strong>
        {rest.map((each) => `, ${each}`).join("")}
      </p>
      {cap === null ? null : (
        <>
          <div aria-hidden="true" className="h-1.5 overflow-hidden rounded-full bg-raised">
            <div
              className={clsx("h-full rounded-full", near ? "bg-hold-line" : "bg-good")}
              style={{ width: `${cap.share * 100}%` }}
            />
          </div>
          <p className={clsx(near && "text-hold")}>
            {formatShare(cap.share)} of the cap of {cap.text}
          </p>
        </>
      )}
    </section>
  );
}
