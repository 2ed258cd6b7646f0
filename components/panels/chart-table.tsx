"use client";
import { clsx } from "clsx";
import { useState, type ReactNode } from "react";
import { Table2, ChartNoAxesCombined } from "lucide-react";
import { Button } from "../ui/button";
import { ScrollArea } from "../ui/scroll-area";
import type { TableText } from "@/lib/view/charts/table";
import { chartText } from "@/lib/view/text/charts";

type ChartFigureProps = {
  title: string;
  table: () => TableText;
  /** shows the title and a switch to the table */
  toggle: boolean;
  /** hides the title visually */
  bare?: boolean;
  className?: string;
  bodyClassName?: string;
  /** the chart at the width of a sheet, printed in its place: once printing has begun, a chart that fills its parent stays as it is */
  paper?: ReactNode;
  children: ReactNode;
};

/** A chart with its data as a table: always there for screen readers, visible on demand. */
export function ChartFigure({
  title,
  table,
  toggle,
  bare = false,
  className,
  bodyClassName,
  paper,
  children,
}: ChartFigureProps) {
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className={className}>
      <figcaption className={bare ? "sr-only" : "flex min-h-8 shrink-0 items-center justify-between gap-3"}>
        <span className="text-muted">{title}</span>
        {toggle ? (
          <Button
            tone="ghost"
            size="small"
            className="no-print min-h-8 gap-1.5 px-2 text-[13px]"
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? (
              <ChartNoAxesCombined aria-hidden className="size-3.5" />
            ) : (
              <Table2 aria-hidden className="size-3.5" />
            )}
            {asTable ? chartText.asChart : chartText.asTable}
          </Button>
        ) : null}
      </figcaption>
      <div className={clsx(bodyClassName, paper !== undefined && !asTable && "print:hidden")}>
        {asTable ? (
          <ScrollArea label={chartText.tableOf(title)} className="max-h-full">
            <DataTable data={table()} />
          </ScrollArea>
        ) : (
          children
        )}
      </div>
      {paper === undefined || asTable ? null : (
        <div className="hidden print:block" aria-hidden="true">
          {paper}
        </div>
      )}
      {asTable ? null : (
        <div className="sr-only">
          <DataTable data={table()} />
        </div>
      )}
    </figure>
  );
}

export function DataTable({ data }: { data: TableText }) {
  return (
    <table className="w-full text-left text-sm">
      <caption className="sr-only">{data.caption}</caption>
      <thead className="text-muted">
        <tr>
          {data.head.map((cell) => (
            <th key={cell} scope="col" className="border-b border-line py-1.5 pr-4 font-normal">
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {data.rows.map((row, i) => (
          <tr key={i} className="border-b border-line last:border-0">
            {row.map((cell, j) => (
              <td key={j} className="py-1.5 pr-4 tabular-nums">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
