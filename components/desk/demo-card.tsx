import { clsx } from "clsx";
import type { Demo } from "@/lib/core/ports/run-store";
import { formatCount } from "@/lib/view/format/format";
import { ShapeMark } from "../parts/shape-mark";

/** A demo to choose, with its summary and sizes. */
export function DemoCard({
  demo,
  skillTitle,
  checked,
  onChoose,
}: {
  demo: Demo;
  skillTitle: string;
  checked: boolean;
  onChoose: () => void;
}) {
  return (
    <label
      className={clsx(
        "flex cursor-pointer flex-col gap-2 rounded-2xl border bg-panel p-5 transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus",
        checked ? "border-text ring-1 ring-text" : "border-line hover:border-line-strong",
      )}
    >
      <input type="radio" name="demoId" value={demo.id} checked={checked} onChange={onChoose} className="sr-only" />
      <span className="flex flex-col-reverse">
        <span className="text-[17px] font-semibold tracking-tight">{demo.title}</span>
        {skillTitle === demo.title ? null : <span className="text-sm text-muted">{skillTitle}</span>}
      </span>
      <span className="text-[15px] text-muted">{demo.summary}</span>
      <span className="mt-auto flex flex-wrap gap-x-4 gap-y-1 pt-1 text-sm tabular-nums">
        {demo.spec.scenarios.map((scenario, index) => (
          <span key={scenario.id} className="flex items-center gap-1.5">
            <ShapeMark index={index} className="size-3" />
            {formatCount(scenario.items)}
          </span>
        ))}
        <span className="text-muted">{demo.spec.unit.many}</span>
      </span>
    </label>
  );
}
