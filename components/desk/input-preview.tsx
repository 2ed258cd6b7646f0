import { ScrollArea } from "../ui/scroll-area";
import type { UploadedInput } from "@/lib/operations/inputs/upload-input";

/** The first rows as the skill is given them, so that a wrong column is seen before the start. */
export function InputPreview({ input: { preview, rows, ignoredColumns } }: { input: UploadedInput }) {
  const columns = [...new Set(preview.flatMap((row) => Object.keys(row)))];
  return (
    <div className="flex flex-col gap-1.5">
      <ScrollArea label="First rows of the file" className="rounded-lg border border-line">
        <table className="w-full text-left text-[13px]">
          <caption className="sr-only">
            The first {preview.length} of {rows} rows
          </caption>
          <thead className="text-muted">
            <tr>
              {columns.map((name) => (
                <th key={name} scope="col" className="px-3 py-1.5 font-normal">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.map((row, i) => (
              <tr key={i} className="border-t border-line">
                {columns.map((name) => (
                  <td key={name} className="max-w-72 truncate px-3 py-1.5">
                    {toText(row[name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
      {ignoredColumns.length === 0 ? null : (
        <p className="text-sm text-muted">Columns that the skill ignores: {ignoredColumns.join(", ")}.</p>
      )}
    </div>
  );
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return "–";
  return typeof value === "string" ? value.slice(0, 200) : JSON.stringify(value);
}
