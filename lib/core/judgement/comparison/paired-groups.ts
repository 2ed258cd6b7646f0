import { listLostToFaults } from "../figures.ts";
import type { Comparable } from "./compared.ts";
import type { VariantItems } from "./variant-items.ts";

/** A variant with its results. */
export type PairedVariant = Comparable & { readonly items: VariantItems };

/** Variants with their results, and the groups of items that count for all of them. */
export type Paired = {
  readonly variants: readonly PairedVariant[];
  /** two or more, ascending */
  readonly groups: readonly number[];
  /** items in these groups */
  readonly items: number;
};

/** The groups that every variant finished, without items that an injected fault made fail in some. Null: nothing can be paired. */
export function selectPaired(compared: readonly Comparable[]): Paired | null {
  const variants = compared.filter((each): each is PairedVariant => each.items !== null);
  const [first] = variants;
  if (first === undefined || variants.length < compared.length) return null;
  const { sizes } = first.items;
  const lost = new Set(variants.flatMap(listLostGroups));
  const groups = [...sizes.keys()].filter(
    (group) => !lost.has(group) && variants.every(({ items }) => (items.done[group] ?? 0) >= (sizes[group] ?? 0)),
  );
  return groups.length < 2 ? null : { variants, groups, items: sumOver(sizes, groups) };
}

/** The sum of a column over some groups. */
export function sumOver(column: Uint32Array, groups: readonly number[]): number {
  return groups.reduce((sum, group) => sum + (column[group] ?? 0), 0);
}

function listLostGroups({ scenario, items: { sizes } }: PairedVariant): readonly number[] {
  const groupOf = (index: number): number => Math.floor((index * sizes.length) / scenario.items);
  return listLostToFaults(scenario).flatMap(({ fromItem, toItem }) =>
    [...sizes.keys()].slice(groupOf(fromItem), groupOf(toItem - 1) + 1),
  );
}
