import { Logo } from "@/components/desk/desk-header";
import { sharedText } from "@/lib/view/text/shared";

const ROWS = [0, 1, 2, 3] as const;

/** The page's frame with placeholder rows, so that nothing shifts when they arrive. */
export default function Loading() {
  return (
    <>
      <div className="border-b border-line">
        <p className="flex min-h-16 items-center gap-2.5 px-3 sm:px-5 text-lg font-semibold tracking-tight">
          <Logo />
          {sharedText.product}
        </p>
      </div>
      <div className="mx-auto flex max-w-6xl flex-col gap-4 px-5 py-10">
        <output className="text-muted">{sharedText.loading}</output>
        {ROWS.map((row) => (
          <div key={row} aria-hidden="true" className="h-16 rounded-xl bg-raised" />
        ))}
      </div>
    </>
  );
}
