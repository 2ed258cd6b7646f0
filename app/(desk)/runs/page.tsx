import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import Link from "next/link";
import { requireReader } from "@/app/require-reader";
import { loadRunFilters } from "@/app/run-filters";
import { DeskHeader } from "@/components/desk/desk-header";
import { RunFilterBar } from "@/components/desk/run-filter-bar";
import { RunsTable } from "@/components/desk/runs-table";
import { buttonClass } from "@/components/ui/button";
import { listRuns } from "@/lib/operations/runs/list-runs";
import { listOffered } from "@/lib/skills/sources/installed-skill";
import { pastRunsText } from "@/lib/view/text/desk/past-runs";
import { sharedText } from "@/lib/view/text/shared";

export const metadata: Metadata = { title: sharedText.pastRuns };

const PAGE = 25;
const DAY_MS = 86_400_000;

export default async function RunsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireReader("/runs");
  const query = await searchParams;
  const filters = loadRunFilters(query);
  const result = await listRuns(ctx, toListInput(filters));
  const installed = listOffered(ctx.skills).map(({ manifest }) => ({ id: manifest.id, title: manifest.title }));
  // runs outlive their skill, and so does a link to them
  const isKnown = filters.skill === "" || installed.some(({ id }) => id === filters.skill);
  const skills = isKnown ? installed : [...installed, { id: filters.skill, title: filters.skill }];
  return (
    <>
      <DeskHeader role={ctx.actor.role} />
      <main className="mx-auto flex max-w-6xl flex-col gap-6 px-5 py-10">
        <h1 className="text-2xl font-semibold">{sharedText.pastRuns}</h1>
        <RunFilterBar skills={skills} />
        {!result.ok ? (
          <p role="alert" className="rounded-lg border-l-4 border-bad bg-bad-ground px-4 py-3 text-bad">
            {result.error.message}
          </p>
        ) : result.value.items.length === 0 ? (
          <NoRuns filtered={Object.keys(query).length > 0} mayStart={ctx.actor.role === "presenter"} />
        ) : (
          <>
            <RunsTable runs={result.value.items} caption={pastRunsText.caption} />
            <nav aria-label={pastRunsText.pages} className="flex justify-end gap-2">
              {filters.cursor === null ? null : (
                <Link href={pageHref(query, null)} className={buttonClass()}>
                  {pastRunsText.newest}
                </Link>
              )}
              {result.value.nextCursor === null ? null : (
                <Link href={pageHref(query, result.value.nextCursor)} className={buttonClass()}>
                  {pastRunsText.older}
                </Link>
              )}
            </nav>
          </>
        )}
      </main>
    </>
  );
}

function NoRuns({ filtered, mayStart }: { filtered: boolean; mayStart: boolean }) {
  return (
    <div className="flex flex-col items-start gap-4 py-10">
      <p className="text-lg">{filtered ? pastRunsText.noMatch : pastRunsText.none}</p>
      {filtered || mayStart ? (
        <Link href={filtered ? "/runs" : "/"} className={buttonClass({ tone: "primary" })}>
          {filtered ? pastRunsText.showAll : pastRunsText.startDemo}
        </Link>
      ) : null}
    </div>
  );
}

type Filters = Awaited<ReturnType<typeof loadRunFilters>>;

/** "to" includes its day. */
function toListInput({ q, skill, sync, status, from, to, cursor }: Filters): { [field: string]: unknown } {
  return {
    limit: PAGE,
    cursor,
    ...(q === "" ? {} : { search: q }),
    ...(skill === "" ? {} : { skill }),
    ...(sync === null ? {} : { sync }),
    ...(status === null ? {} : { status }),
    ...(from === null ? {} : { createdFrom: from.toISOString() }),
    ...(to === null ? {} : { createdTo: new Date(to.getTime() + DAY_MS).toISOString() }),
  };
}

function pageHref(params: SearchParams, cursor: string | null): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params))
    if (typeof value === "string" && name !== "cursor") query.set(name, value);
  if (cursor !== null) query.set("cursor", cursor);
  return `/runs?${query}`;
}
