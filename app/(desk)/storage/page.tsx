import type { Metadata } from "next";
import Link from "next/link";
import { requireReader } from "@/app/require-reader";
import { DeskHeader } from "@/components/desk/desk-header";
import { StorageOverview } from "@/components/desk/storage-overview";
import { StorageTable } from "@/components/desk/storage-table";
import { buttonClass } from "@/components/ui/button";
import { measureStorage } from "@/lib/operations/storage/measure-storage";
import { selectStorage } from "@/lib/view/storage/select-storage";
import { storageText } from "@/lib/view/text/desk/storage";

export const metadata: Metadata = { title: storageText.title };

/** For the operator: what takes space, and how to make room. */
export default async function StoragePage() {
  const ctx = await requireReader("/storage");
  const result = await measureStorage(ctx);
  const view = result.ok ? selectStorage(result.value) : null;
  return (
    <>
      <DeskHeader role={ctx.actor.role} />
      <main className="mx-auto flex max-w-6xl flex-col gap-8 px-5 py-10">
        <div className="flex flex-col gap-1">
          <h1 className="text-2xl font-semibold">{storageText.title}</h1>
          <p className="text-muted">{storageText.lead}</p>
        </div>
        {view === null ? (
          <p role="alert" className="rounded-lg border-l-4 border-bad bg-bad-ground px-4 py-3 text-bad">
            {result.ok ? null : result.error.message}
          </p>
        ) : (
          <>
            <StorageOverview view={view} />
            <section aria-labelledby="parts" className="flex flex-col gap-2">
              <h2 id="parts" className="text-lg font-semibold">
                {storageText.parts}
              </h2>
              <StorageTable rows={view.rows} />
              <p className="text-sm text-muted">{storageText.sizeNote}</p>
            </section>
            <section aria-labelledby="room" className="flex flex-col items-start gap-3">
              <h2 id="room" className="text-lg font-semibold">
                {storageText.room}
              </h2>
              <p className="-mt-1 max-w-prose text-muted">
                {storageText.roomDelete} {storageText.roomReused}
              </p>
              <Link href="/runs" className={buttonClass()}>
                {storageText.openRuns}
              </Link>
            </section>
          </>
        )}
      </main>
    </>
  );
}
