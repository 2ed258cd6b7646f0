/** Items from `from` up to, not including, `to`. */
export type Range = readonly [from: number, to: number];
