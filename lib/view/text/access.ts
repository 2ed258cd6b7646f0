/** Texts of the two ways in: the presenter's key and the audience's code. */
export const enterText = {
  title: "Sign in",
  heading: "Enter your key",
  hint: "Presenter: open the link that the server printed when it started. Reviewer: open the link that the presenter sent you. Or paste the key of that link here.",
  signInAgain: "You are not signed in, or your access has ended.",
  key: "Key",
  submit: "Sign in",
  inTheAudience: "In the audience?",
  joinInstead: "Join with the code",
  noKeyNeeded: ", no key needed.",
  wrongKey: "This key was not accepted.",
  noAnswer: "The server did not answer. Is it running?",
  tryingAgain: (message: string) => `${message} This page tries again by itself.`,
} as const;

export const joinText = {
  title: "Join",
  heading: "Join the audience",
  code: "The 6-character code on the screen",
  wrongCode: "Codes have 6 letters or digits, never 0, O, 1 or I.",
  submit: "Join",
} as const;

/** The menu of who is signed in. */
export const accountText = {
  menu: "Display and account",
  signOut: "Sign out",
  notSignedOut: "Not signed out: the server did not answer. Try again.",
} as const;
