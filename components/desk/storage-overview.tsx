import { clsx } from "clsx";
import type { StorageView } from "@/lib/view/storage/select-storage";
import { storageText } from "@/lib/view/text/desk/storage";

/** The two figures that matter: what the database takes, and what is left. */
export function StorageOverview({ view }: { view: StorageView }) {
  const { total, free, usedShare, isFull } = view;
  return (
    <section
      aria-label={storageText.title}
      className="flex flex-col gap-4 rounded-2xl border border-line bg-panel p-5 sm:p-6"
    >
      <dl className="grid grid-cols-2 gap-6">
        <div>
          <dt className="text-muted">{storageText.database}</dt>
          <dd className="text-3xl font-semibold sm:text-4xl">{total}</dd>
        </div>
        <div className="text-right">
          <dt className="text-muted">{storageText.free}</dt>
          <dd
            className={clsx(
              "font-semibold",
              free === null ? "text-xl text-muted" : "text-3xl sm:text-4xl",
              isFull && "text-bad",
            )}
          >
            {free ?? storageText.freeUnknown}
          </dd>
        </div>
      </dl>
      {usedShare === null ? (
        <p className="text-muted">{storageText.freeElsewhere}</p>
      ) : (
        <div
          role="img"
          aria-label={storageText.usage(total, free ?? "")}
          className="h-3 overflow-hidden rounded-full border border-line bg-raised"
        >
          {/* a used share too small to see would look like zero */}
          <div
            className={clsx("h-full min-w-1", isFull ? "bg-bad" : "bg-accent")}
            style={{ width: `${usedShare * 100}%` }}
          />
        </div>
      )}
      {isFull ? (
        <p role="alert" className="font-medium text-bad">
          {storageText.noDisk}
        </p>
      ) : null}
    </section>
  );
}
