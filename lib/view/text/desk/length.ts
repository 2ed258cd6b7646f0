/** The choice of a run's length on the start form. */
export const lengthText = {
  legend: "Length of the run, without holds",
  bySizes: "By sizes",
  own: "Other",
  ownSeconds: "Length in seconds",
  sizesHint: "The sizes count as they are.",
  fittedHint: "The sizes are fitted to this machine, with their ratio kept.",
} as const;
