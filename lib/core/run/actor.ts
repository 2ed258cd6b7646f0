export const ACTOR_ROLES = ["presenter", "reviewer", "audience", "runner", "system"] as const;
export type ActorRole = (typeof ACTOR_ROLES)[number];

/** Who caused a fact. `name` distinguishes clients of one role: "console", "api", "cli", a runner's id. */
export type Actor = { readonly role: ActorRole; readonly name: string };
