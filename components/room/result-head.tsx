import type { RunState } from "@/lib/core/run/state";
import type { ResultPageName } from "@/lib/view/room/result-pages";
import { resultPictureText as text } from "@/lib/view/text/results";

type HeadProps = { state: RunState; title: string; position: number; pages: readonly ResultPageName[] };

const LONG_TITLE = 42;

/** The title, how the run ended where it did not end well, and which page this is. */
export function ResultHead({ state, title, position, pages }: HeadProps) {
  const { status, capped } = state;
  const ending = capped !== null ? text.endings.capped : status in text.endings ? text.endings[toEnding(status)] : null;
  return (
    <header className="room-head room-result-head">
      <h1 className="room-title" data-long={title.length > LONG_TITLE || undefined}>
        {title}
      </h1>
      {pages.length > 1 ? (
        <span className="room-result-dots" role="img" aria-label={text.pages.position(position + 1, pages.length)}>
          {pages.map((name, i) => (
            <i key={name} data-on={i === position || undefined} />
          ))}
        </span>
      ) : null}
      <span className="room-result-badge">
        {text.badge}
        {ending === null ? null : <b>{ending}</b>}
      </span>
    </header>
  );
}

function toEnding(status: RunState["status"]): "partial" | "failed" | "cancelled" {
  return status === "failed" || status === "cancelled" ? status : "partial";
}
