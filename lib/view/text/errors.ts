/** Texts of pages that cannot be shown. */
export const errorText = {
  heading: "This page could not be shown",
  detail: "Runs continue while the server recovers, and no completed work is lost.",
} as const;

export const notFoundText = {
  heading: "Page not found",
  detail: "The address may be mistyped, or the run may belong to another server.",
  join: "Join with a code",
} as const;
