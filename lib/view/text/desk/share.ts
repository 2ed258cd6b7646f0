/** Texts of the share dialog. */
export const shareText = {
  title: "Share",
  noAnswer: "The server did not answer. Reload the page to see the current state.",
  audience: "Audience",
  audienceHint: (host: string) => `No login needed: open this link, or enter the code at ${host}/join.`,
  audienceLink: "Audience link",
  reviewers: "Reviewers",
  reviewersHint: "Can view every run, can't start or control any.",
  name: "Name",
  nameHint: "e.g. Ada, platform team",
  validFor: "Valid for",
  spans: { 8: "8 hours", 24: "1 day", 168: "1 week", 720: "30 days", 8760: "1 year" },
  make: "Create a reviewer link",
  copyNow: "Copy the link now. It is shown only once.",
  reviewerLink: "Reviewer link",
  none: "No active reviewer links.",
  links: "Active reviewer links",
  noExpiry: "no expiry",
  until: "until",
  revoke: "Revoke",
  revokeLink: (name: string) => `Revoke the link for ${name}`,
} as const;

/** The join code and its QR code: on the console, in the share dialog. */
export const joinCodeText = {
  qr: "QR code of the audience view",
  renew: "New join code…",
  warning:
    "Everyone who joined with the current code must join again, the projector too. The old code and QR code stop working at once.",
  keep: "Keep this code",
  confirm: "Make a new code",
} as const;

/** The button beside a text to copy. */
export const copyText = { idle: "Copy", done: "Copied", failed: "Press Ctrl C" } as const;
