import { CircleCheck, CircleHelp, CircleX, Gauge } from "lucide-react";
import type { ComponentType, SVGProps } from "react";
import { RANK_WORDS } from "@/lib/view/format/ranks";
import type { Verdict } from "@/lib/view/results/results";
import type { QualityRank } from "@/lib/core/run/judgement";

type Look = { readonly icon: ComponentType<SVGProps<SVGSVGElement>>; readonly word: string; readonly color: string };

export const VERDICTS: { readonly [verdict in Verdict]: Look } = {
  pass: { icon: CircleCheck, word: "pass", color: "text-good" },
  fail: { icon: CircleX, word: "fail", color: "text-bad" },
  unknown: { icon: CircleHelp, word: "unknown", color: "text-muted" },
  told: { icon: Gauge, word: "", color: "text-muted" },
};

const RANKS: { readonly [rank in QualityRank]: Omit<Look, "word"> } = {
  excellent: { icon: CircleCheck, color: "text-good" },
  good: { icon: CircleCheck, color: "text-good" },
  basic: { icon: CircleCheck, color: "text-hold" },
  below: { icon: CircleX, color: "text-bad" },
};

/** How good, in a word, an icon and a colour. */
export function RankWord({ rank }: { rank: QualityRank }) {
  return <LookWord {...RANKS[rank]} word={RANK_WORDS[rank]} />;
}

export function LookWord({ icon: Icon, word, color }: Look) {
  return (
    <span className={`inline-flex items-center gap-[0.35em] whitespace-nowrap ${color}`}>
      <Icon aria-hidden="true" className="size-[0.95em] shrink-0" />
      {word}
    </span>
  );
}
