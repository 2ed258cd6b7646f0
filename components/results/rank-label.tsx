import { CircleCheck, CircleHelp, CircleX, Gauge, TriangleAlert } from "lucide-react";
import type { ComponentType, SVGProps } from "react";
import type { Verdict } from "@/lib/view/results/results";
import type { QualityRank } from "@/lib/core/run/judgement";
import { outcomeText } from "@/lib/view/text/results";
import { runText } from "@/lib/view/text/run";

type Look = { readonly icon: ComponentType<SVGProps<SVGSVGElement>>; readonly color: string };

export const VERDICTS: { readonly [verdict in Verdict]: Look } = {
  pass: { icon: CircleCheck, color: "text-good" },
  fail: { icon: CircleX, color: "text-bad" },
  unknown: { icon: CircleHelp, color: "text-muted" },
  none: { icon: Gauge, color: "text-muted" },
};

const RANKS: { readonly [rank in QualityRank]: Look } = {
  excellent: { icon: CircleCheck, color: "text-good" },
  good: { icon: CircleCheck, color: "text-good" },
  basic: { icon: CircleCheck, color: "text-hold" },
  below: { icon: CircleX, color: "text-bad" },
};

/** The rank of a quality as icon, word and colour. */
export function RankLabel({ rank }: { rank: QualityRank }) {
  return <IconLabel {...RANKS[rank]} text={outcomeText.rank(runText.ranks[rank])} />;
}

/** Why a size has no rank. */
export function ExclusionLabel({ text }: { text: string }) {
  return <IconLabel icon={TriangleAlert} color="text-hold" text={text} />;
}

export function IconLabel({ icon: Icon, text, color }: Look & { text: string }) {
  return (
    <span className={`inline-flex items-center gap-[0.35em] whitespace-nowrap ${color}`}>
      <Icon aria-hidden="true" className="size-[0.95em] shrink-0" />
      {text}
    </span>
  );
}
