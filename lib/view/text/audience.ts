/** Texts of the audience's page, on a projector or a phone. */
export const audienceText = {
  title: "Live",
  qr: "QR code of this page",
  notLoaded: { title: "The page did not load completely", detail: "reload it once you are back online" },
  pause: "Pause picture",
  backToLive: "Back to live",
} as const;
