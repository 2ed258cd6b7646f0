import { clsx } from "clsx";
import type { Headline } from "@/lib/core/words/headline";

const TONES: { readonly [tone in Headline["tone"]]: { bar: string; title: string } } = {
  hold: { bar: "border-hold-line bg-hold-ground", title: "text-hold" },
  run: { bar: "border-line-strong bg-panel", title: "text-text" },
  wait: { bar: "border-line-strong bg-panel", title: "text-text" },
  good: { bar: "border-good bg-good-ground", title: "text-good" },
  bad: { bar: "border-bad bg-bad-ground", title: "text-bad" },
};

/** The one sentence that says what is happening. */
export function HeadlineBanner({ headline, className }: { headline: Headline; className?: string }) {
  const tone = TONES[headline.tone];
  return (
    <p
      className={clsx(
        "flex flex-wrap items-baseline gap-x-[0.7em] gap-y-1 rounded-r-xl border-l-[5px] leading-tight",
        tone.bar,
        className,
      )}
    >
      <strong className={clsx("font-semibold", tone.title)}>{headline.title}</strong>
      <span className="text-muted">{headline.detail}</span>
    </p>
  );
}

/** Announces the headline to screen readers, politely and only when its title changes. */
export function HeadlineAnnouncer({ headline }: { headline: Headline }) {
  return (
    <output aria-live="polite" className="sr-only">
      {headline.title}
    </output>
  );
}
