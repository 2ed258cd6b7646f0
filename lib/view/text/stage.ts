/** Who drives, and what the room sees, as the console says it. */
export const stageText = {
  consoleName: (browser = "A browser", device?: string) => (device === undefined ? browser : `${browser} on ${device}`),
} as const;
