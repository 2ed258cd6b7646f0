/** Two neighbouring scenarios, as given, of which the second is not larger. */
export type OrderFault<Sized> = {
  readonly kind: "falling" | "equal";
  readonly before: Sized;
  readonly after: Sized;
};

/**
 * The first neighbours whose sizes do not ascend; falling ones before equal ones, since they change the order on screen. Null
 * when each size is larger than the one before. Sizes that are no number, such as an empty field, are not compared.
 */
export function findOrderFault<Sized extends { readonly items: number }>(
  scenarios: readonly Sized[],
): OrderFault<Sized> | null {
  const pairs = scenarios.slice(1).flatMap((after, at) => {
    const before = scenarios[at];
    return before === undefined ? [] : [{ before, after }];
  });
  const falling = pairs.find(({ before, after }) => after.items < before.items);
  if (falling !== undefined) return { kind: "falling", ...falling };
  const equal = pairs.find(({ before, after }) => after.items === before.items);
  return equal === undefined ? null : { kind: "equal", ...equal };
}

/** From small to large, the order in which a run shows its scenarios; equal ones stay as given. */
export function orderBySize<Sized extends { readonly items: number }>(scenarios: readonly Sized[]): Sized[] {
  return scenarios.toSorted((a, b) => a.items - b.items);
}
