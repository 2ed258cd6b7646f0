import { clsx } from "clsx";
import { TriangleAlert } from "lucide-react";
import type { FormEstimate } from "../use-estimate";
import { describeEstimate } from "@/lib/view/format/estimate";
import { startFormText } from "@/lib/view/text/desk/start-form";

/** The estimated cost beside the Start button, in lines that are reserved before it arrives; dimmed while it is outdated. */
export function EstimateSummary({ estimate, settled }: FormEstimate) {
  if (estimate === null)
    return <p className="text-muted">{settled ? startFormText.noEstimate : startFormText.estimating}</p>;
  const { lead, detail } = describeEstimate(estimate);
  return (
    <div className={clsx("flex min-w-0 flex-col", settled || "text-muted")}>
      <p className="leading-6 font-medium tabular-nums">{lead}</p>
      <p className="text-sm leading-5 text-muted tabular-nums max-sm:hidden">{detail}</p>
    </div>
  );
}

/** What to know before the start; the first is always in sight, more of them unfold. */
export function StartWarnings({ warnings }: { warnings: readonly string[] }) {
  const [first, ...more] = warnings;
  if (first === undefined) return null;
  return (
    <div className="max-h-[30dvh] overflow-y-auto text-[13px] leading-snug text-hold">
      <Warning text={first} />
      {more.length === 0 ? null : (
        <details>
          <summary className="w-fit py-1 underline underline-offset-4">
            {startFormText.moreWarnings(more.length)}
          </summary>
          {more.map((text) => (
            <Warning key={text} text={text} />
          ))}
        </details>
      )}
    </div>
  );
}

function Warning({ text }: { text: string }) {
  return (
    <p className="flex items-start gap-1.5">
      <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      {text}
    </p>
  );
}
