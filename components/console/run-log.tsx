import { clsx } from "clsx";
import { formatClock } from "@/lib/view/format/format";
import { ScrollArea } from "../ui/scroll-area";
import type { LogLine } from "@/lib/view/console/log";
import { consoleText } from "@/lib/view/text/console";

export function RunLog({ lines, className }: { lines: readonly LogLine[]; className?: string }) {
  return (
    <div className={clsx("flex min-h-0 flex-col", className)}>
      <h2 className="flex min-h-8 shrink-0 items-center text-base font-normal tracking-normal text-muted">
        {consoleText.log}
      </h2>
      {lines.length === 0 ? (
        <p className="text-muted">{consoleText.emptyLog}</p>
      ) : (
        <ScrollArea label={consoleText.logLines} className="min-h-0 flex-1 font-mono text-[13.5px]/[1.85]">
          <ul>
            {lines.map((line) => (
              <li key={line.key} className="flex gap-4">
                <span className="w-10 shrink-0 text-right text-muted tabular-nums">{formatClock(line.atMs)}</span>
                <span
                  className={clsx(
                    "min-w-0 break-words",
                    line.tone === "strong" && "font-semibold",
                    line.tone === "bad" && "text-bad",
                    line.tone === "skill" && "text-muted",
                  )}
                >
                  {line.text}
                </span>
              </li>
            ))}
          </ul>
        </ScrollArea>
      )}
    </div>
  );
}
