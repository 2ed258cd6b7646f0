/** The badge of runs that replay answers of a model, beside the one that says whether the picture is live. */
export const answersText = { badge: "PINNED ANSWERS", recorded: (date: string) => `recorded ${date}` } as const;
