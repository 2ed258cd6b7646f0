import { RefreshCw } from "lucide-react";
import { ShapeMark } from "../parts/shape-mark";
import { selectTroubles } from "@/lib/view/results/trouble";
import type { RunState } from "@/lib/core/run/state";
import { formatQuantity } from "@/lib/view/format/format";
import { Fold } from "./fold";
import { foldText } from "@/lib/view/text/folds";

/** More entries begin folded, so that the page stays short. */
const MOST_OPEN = 5;

/** Open from the start; renders nothing when everything went as planned. */
export function TroubleFold({ state }: { state: RunState }) {
  const troubles = selectTroubles(state);
  // a diagnosis in the results is shown there with its causes, not twice
  const diagnosis = state.diagnosis === state.results?.judgement.diagnosis?.statement.text ? null : state.diagnosis;
  const entries = troubles.length + (diagnosis === null ? 0 : 1);
  if (entries === 0) return null;
  return (
    <Fold
      id="trouble"
      title={foldText.trouble}
      hint={formatQuantity(entries, foldText.entry)}
      open={entries <= MOST_OPEN}
    >
      {diagnosis === null ? null : <p className="py-2 text-bad">{diagnosis}</p>}
      <ul className="-mt-1">
        {troubles.map((trouble) => (
          <li
            key={trouble.key}
            className="grid gap-x-6 gap-y-0.5 border-b border-line py-3 last:border-0 md:grid-cols-[16rem_1fr]"
          >
            <span className="flex items-baseline gap-2">
              {trouble.index === null ? (
                <RefreshCw aria-hidden className="size-3.5 shrink-0 text-muted" />
              ) : (
                <ShapeMark index={trouble.index} className="size-3.5 shrink-0" />
              )}
              <span>
                <strong className="font-semibold">{trouble.who}</strong>{" "}
                <span className={trouble.tone === "bad" ? "text-bad" : "text-muted"}>{trouble.what}</span>
              </span>
            </span>
            <span className="min-w-0 break-words">{trouble.text}</span>
          </li>
        ))}
      </ul>
    </Fold>
  );
}
