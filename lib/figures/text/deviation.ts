/** A time without what follows ±, and that as text, with its unit or in percent; null: the text has none. */
export type Deviating = { readonly value: string; readonly deviation: string | null };

const DEVIATING = /^(.+?)\s*\(?\s*(?:±|\+\/-)\s*([\d.]+(?:[eE][+-]?\d+)?)\s*(%|[a-zµμ]*)\s*\)?$/i;

/** "1.5 ± 0.1", "1.5 ms ± 100 µs", "1.5 ±0.1 ms" and "1.5 (± 3 %)" are 1.5, with the unit that follows. */
export function splitDeviation(text: string): Deviating {
  const [, written = "", spread = "", unit = ""] = DEVIATING.exec(text) ?? [];
  if (written === "") return { value: text, deviation: null };
  if (unit === "%") return { value: written, deviation: `${spread}%` };
  const [own = ""] = /[a-zµμ]*$/i.exec(written) ?? [];
  return {
    value: own === "" ? `${written} ${unit}`.trim() : written,
    deviation: `${spread} ${unit === "" ? own : unit}`.trim(),
  };
}
