/** A row of a trace: a span, or a moment without a length. */
export type Row = {
  readonly depth: number;
  readonly name: string;
  readonly note: string;
  readonly kind: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly isError: boolean;
};
export type Table = { readonly title: string; readonly rows: readonly (readonly string[])[] };
type Sheet = {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly tables: readonly Table[];
  readonly colours: Readonly<Record<string, string>>;
};

const STYLE = `
body { margin: 0; width: 1100px; padding: 20px 24px; background: #fff; color: #1d2733; font: 13px/1.45 sans-serif; }
h1 { font-size: 16px; margin: 0 0 12px; } h2 { font-size: 13px; margin: 18px 0 4px; }
.row { display: grid; grid-template-columns: 330px 1fr 210px; gap: 12px; height: 21px; align-items: center; border-top: 1px solid #e3e8ee; }
.row > * { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
.track { position: relative; height: 13px; } .bar { position: absolute; height: 13px; border-radius: 2px; min-width: 3px; }
.note { color: #52606d; } .error { color: #b42318; font-weight: 600; }
.keys span { margin-right: 16px; } .keys i { display: inline-block; width: 11px; height: 11px; margin-right: 5px; border-radius: 2px; }
.tables { display: flex; gap: 40px; } td { padding: 1px 14px 1px 0; white-space: nowrap; } td:last-child { font-weight: 600; }`;

/** A page with spans as a waterfall and tables below, on a ground of its own: readable on a dark page too. */
export function drawTrace({ title, rows, tables, colours }: Sheet): string {
  const fromMs = Math.min(...rows.map((row) => row.fromMs));
  const wholeMs = Math.max(...rows.map((row) => row.toMs)) - fromMs || 1;
  const lines = rows.map((row) => {
    const [left, width] = [(row.fromMs - fromMs) / wholeMs, (row.toMs - row.fromMs) / wholeMs].map(
      (part) => part * 100,
    );
    const bar = `left:min(${left}%,calc(100% - 3px));width:${width}%;background:${colours[row.kind]}`;
    return `<div class="row"><span class="${row.isError ? "error" : ""}" style="padding-left:${row.depth * 16}px">${escape(row.name)}</span>
<span class="track"><span class="bar" style="${bar}${row.isError ? ";outline:2px solid #b42318" : ""}"></span></span><span class="note">${escape(row.note)}</span></div>`;
  });
  const keys = Object.entries(colours).map(
    ([kind, colour]) => `<span><i style="background:${colour}"></i>${kind}</span>`,
  );
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style><h1>${escape(title)}</h1><p class="keys">${keys.join("")}</p>
${lines.join("\n")}<div class="tables">${tables.map(drawTable).join("")}</div>`;
}

function drawTable({ title, rows }: Table): string {
  const lines = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${escape(cell)}</td>`).join("")}</tr>`);
  return `<div><h2>${escape(title)}</h2><table>${lines.join("")}</table></div>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
