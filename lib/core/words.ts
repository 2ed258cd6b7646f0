/** "simple", "simple and medium", "simple, medium and complex". */
export function joinNames(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

/** "50 %": as everywhere in the house, with a space. */
export function formatPercent(percent: number): string {
  return `${percent} %`;
}
