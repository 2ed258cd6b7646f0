import { clsx } from "clsx";

/** What the picture is: seen on every view and export. */
export function LiveBadge({ className }: { className?: string }) {
  return (
    <span
      className={clsx(
        "inline-flex shrink-0 items-center gap-[0.5em] rounded-[0.4em] bg-live px-[0.75em] py-[0.3em] leading-none font-semibold tracking-[0.06em] text-on-live",
        className,
      )}
    >
      <span aria-hidden="true" className="size-[0.55em] rounded-full bg-on-live" />
      LIVE
    </span>
  );
}
