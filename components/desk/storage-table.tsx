import type { StorageRow } from "@/lib/view/storage/select-storage";
import { sharedText } from "@/lib/view/text/shared";
import { storageText } from "@/lib/view/text/desk/storage";

/** What grows, largest first; each row states when its space is freed. */
export function StorageTable({ rows }: { rows: readonly StorageRow[] }) {
  const { head } = storageText;
  return (
    <table className="w-full text-left text-[15px]">
      <caption className="sr-only">{storageText.caption}</caption>
      <thead className="text-sm text-muted">
        <tr className="border-b border-line">
          <th scope="col" className="py-2.5 pr-4 font-normal">
            {head.part}
          </th>
          <th scope="col" className="hidden py-2.5 pr-4 text-right font-normal sm:table-cell">
            {head.rows}
          </th>
          <th scope="col" colSpan={2} className="py-2.5 text-right font-normal">
            {head.size}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, label, hint, rows: count, size, share }) => (
          <tr key={key} className="border-b border-line">
            <th scope="row" className="py-3 pr-4 font-normal">
              <span className="block font-medium">{label}</span>
              <span className="block text-sm text-muted">{hint}</span>
            </th>
            <td className="hidden py-3 pr-4 text-right whitespace-nowrap text-muted tabular-nums sm:table-cell">
              {count ?? sharedText.noValue}
            </td>
            <td aria-hidden className="hidden w-48 py-3 pr-4 sm:table-cell">
              {share === null ? null : (
                <div className="h-2 overflow-hidden rounded-full bg-raised">
                  <div className="h-full min-w-0.5 bg-accent" style={{ width: `${share * 100}%` }} />
                </div>
              )}
            </td>
            <td className="py-3 text-right font-medium whitespace-nowrap tabular-nums">{size}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
