/** Texts of the audience's page, on a projector or a phone. */
export const audienceText = {
  title: "Live",
  qr: "QR code of this page",
  notLoaded: { title: "The page did not load completely", detail: "reload it once you are back online" },
  keepOpen: "Keep this page open. The run will appear here.",
  joinAt: (host: string) => `join at ${host}`,
  pause: "Pause picture",
  backToLive: "Back to live",
  results: "Results",
  perItem: (unit: string) => `per ${unit}`,
} as const;
