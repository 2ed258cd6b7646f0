import type { CSSProperties } from "react";
import type { RunSpec } from "@/lib/core/run/spec";
import type { TableText } from "@/lib/view/charts/table";
import { ShapeMark } from "../parts/shape-mark";

/** A table as large as its canvas: a row a size. */
export function ResultTable({ table, spec }: { table: TableText; spec: RunSpec }) {
  const indexOf = (label: string | undefined) => spec.scenarios.findIndex((each) => each.label === label);
  return (
    <table
      className="room-result-table"
      data-many={table.rows.length > 4 || undefined}
      style={{ "--rows": table.rows.length } as CSSProperties}
    >
      <caption className="sr-only">{table.caption}</caption>
      <thead>
        <tr>
          {table.head.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map(([name, ...cells]) => (
          <tr key={name}>
            <th scope="row">
              {indexOf(name) < 0 ? null : <ShapeMark index={indexOf(name)} className="room-shape" />}
              {name}
            </th>
            {cells.map((cell, i) => (
              <td key={table.head[i + 1]}>
                <Cell text={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "n^1.03" with its power raised. */
function Cell({ text }: { text: string }) {
  const [base, power] = text.split("^");
  if (power === undefined) return text;
  return (
    <>
      {base}
      <sup>{power}</sup>
    </>
  );
}
