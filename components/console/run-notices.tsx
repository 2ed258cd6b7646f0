import { clsx } from "clsx";
import { Info } from "lucide-react";
import type { RunNotice } from "@/lib/view/console/notices";
import { consoleText } from "@/lib/view/text/console";

/** Notices about the whole run, one line each above the timeline. */
export function RunNotices({ notices }: { notices: readonly RunNotice[] }) {
  if (notices.length === 0) return null;
  return (
    <ul aria-label={consoleText.notices} className="flex flex-col gap-1.5">
      {notices.map(({ key, tone, title, text }) => (
        <li
          key={key}
          className={clsx(
            "flex items-start gap-2 rounded-r-lg border-l-4 px-3 py-2 text-[15px] leading-snug",
            tone === "hold" ? "border-hold-line bg-hold-ground" : "border-line-strong bg-raised",
          )}
        >
          <Info aria-hidden className={clsx("mt-0.5 size-4 shrink-0", tone === "hold" && "text-hold")} />
          <span>
            <strong className={clsx("font-semibold", tone === "hold" && "text-hold")}>{title}.</strong>{" "}
            <span className="text-muted">{text}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
