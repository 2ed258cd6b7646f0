import { ScrollArea } from "../ui/scroll-area";
import type { UploadedInput } from "@/lib/operations/inputs/upload-input";
import { formatCount } from "@/lib/view/format/format";
import { sharedText } from "@/lib/view/text/shared";
import { ownInputText } from "@/lib/view/text/desk/start-form";

/** The first rows as the skill will get them, so that a wrong column is noticed before the start. */
export function InputPreview({ input: { preview, rows, ignoredColumns } }: { input: UploadedInput }) {
  const columns = [...new Set(preview.flatMap((row) => Object.keys(row)))];
  return (
    <div className="flex flex-col gap-1.5">
      <ScrollArea label={ownInputText.preview} className="rounded-lg border border-line">
        <table className="w-full text-left text-[13px]">
          <caption className="sr-only">{ownInputText.previewCaption(preview.length, rows, formatCount(rows))}</caption>
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
        <p className="text-sm text-muted">{ownInputText.ignoredColumns(ignoredColumns)}</p>
      )}
    </div>
  );
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return sharedText.noValue;
  return typeof value === "string" ? value.slice(0, 200) : JSON.stringify(value);
}
