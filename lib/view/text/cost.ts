/** Amounts of compute, tokens and money, on the start form, the console and in results. */
export const costText = {
  compute: (duration: string) => `${duration} of compute`,
  tokens: (count: string) => `${count} tokens`,
  reported: (money: string) => `${money} reported by the skill`,
  withoutHolds: (duration: string) => `${duration} without holds`,
  atMost: (figures: string) => `At most ${figures}.`,
  about: (figures: string) => `About ${figures}.`,
  meter: "Cost",
  used: "used",
  ofEstimate: (share: string, estimate: string) => `${share} of the estimate, ${estimate}`,
  ofLimit: (share: string, limit: string) => `${share} of the spending limit, ${limit}`,
} as const;
