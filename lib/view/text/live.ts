/** Texts of every page that follows a run live: console and audience. */
export const liveText = {
  marks: { live: "LIVE", paused: "PICTURE PAUSED", ended: "ENDED" },
  watching: "watching",
  connection: {
    connecting: "connecting",
    reconnecting: "reconnecting",
    staleSince: (time: string) => `stale since ${time}`,
    offline: "offline",
    offlineSince: (time: string) => `offline since ${time}`,
    refused: "not connected",
    waiting: "not connected, trying again",
    runnerLost: "replacing the runner",
    connected: "connected",
    latency: (ms: number) => `connected, ${ms} ms`,
  },
  remedies: {
    "enter-code": "Enter the current code",
    "sign-in": "Sign in again",
    reload: "Reload this page",
  },
  headline: {
    refused: "This page cannot follow the run",
    waiting: "Not connected yet; this page tries again by itself",
    connecting: { title: "Connecting", detail: "waiting for the server" },
    noRun: { title: "No run yet", detail: "the run appears here when the presenter starts it" },
    runnerLost: { title: "A new runner takes over", detail: "completed work is saved; the run continues by itself" },
    shortage: (cause: string) => ({
      title: "The run is waiting",
      detail: `${cause}; completed work is saved, and the run continues by itself`,
    }),
  },
} as const;
