export type Values = { readonly [name: string]: number };

/** What items have cost so far, such as tokens and money: it counts with the next result, whether that is an answer or an error. */
export type Cost = {
  readonly add: (values: Values) => void;
  /** Empties it. */
  readonly take: () => Values;
};

export function createCost(): Cost {
  let sum: Values = {};
  return {
    add(values) {
      sum = addValues(sum, values);
    },
    take() {
      const taken = sum;
      sum = {};
      return taken;
    },
  };
}

/** Sums figures by name. */
export function addValues(...all: readonly Values[]): Values {
  const sums: { [name: string]: number } = {};
  for (const [name, value] of all.flatMap((each) => Object.entries(each))) sums[name] = (sums[name] ?? 0) + value;
  return sums;
}
