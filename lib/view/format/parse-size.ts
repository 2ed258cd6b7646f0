const MOST_ITEMS = 1_000_000_000;
const MULTIPLES: { readonly [name: string]: number } = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mio: 1e6,
  million: 1e6,
  millions: 1e6,
  bn: 1e9,
  billion: 1e9,
};
const SIZE = /^(\d+(?:\.\d+)?(?:e\+?\d{1,2})?)([a-z]*)$/;

/** A number of items as people type it: "20,000", "20 000", "20k", "2e4", "1.5 million"; null: not a whole number from 1 to a billion. */
export function parseSize(typed: string): number | null {
  const [, digits, name] = SIZE.exec(typed.toLowerCase().replaceAll(/[\s,_'’\u00a0\u202f]/g, "")) ?? [];
  if (digits === undefined || name === undefined) return null;
  const multiple = name === "" ? 1 : MULTIPLES[name];
  if (multiple === undefined) return null;
  const items = Number((Number(digits) * multiple).toPrecision(12));
  return Number.isInteger(items) && items >= 1 && items <= MOST_ITEMS ? items : null;
}
