import { clsx } from "clsx";
import { TriangleAlert } from "lucide-react";
import type { FormEstimate } from "./use-estimate";
import { describeEstimate } from "@/lib/view/format/estimate";
import { startFormText } from "@/lib/view/text/start-form";

/** The estimated cost beside the Start button; dimmed while it is outdated. */
export function EstimateSummary({ estimate, error, settled }: FormEstimate) {
  if (estimate === null) return <p className="text-muted">{error ?? startFormText.noEstimate}</p>;
  const { lead, detail, warnings } = describeEstimate(estimate);
  return (
    <div className={clsx("flex min-w-0 flex-1 basis-80 flex-col gap-0.5", settled || "text-muted")}>
      <p className="font-medium tabular-nums">{lead}</p>
      <p className="text-sm text-muted tabular-nums">{detail}</p>
      {warnings.map((warning) => (
        <p key={warning} className="flex items-start gap-1.5 text-sm text-hold">
          <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {warning}
        </p>
      ))}
    </div>
  );
}
