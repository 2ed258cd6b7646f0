/** What the room sees of a run: the join code, the run as it happens, or its result. */
export const SCREENS = ["lobby", "run", "result"] as const;
export type Screen = (typeof SCREENS)[number];

export const COVERS = ["black", "white"] as const;
export type Cover = (typeof COVERS)[number];

/** One tab of a presenter's browser. `name` is for people: "Chrome on Mac". */
export type ConsoleName = { readonly id: string; readonly name: string };

/** The picture of a run that stands still: its last fact, and its clock at that moment. */
export type Frozen = { readonly seq: number; readonly runAtMs: number };

/** The sentence below the picture: made by rule, switched off, or written by the presenter. */
export type Caption =
  | { readonly kind: "automatic" }
  | { readonly kind: "off" }
  | { readonly kind: "written"; readonly text: string };

/** What is lit while the rest is dimmed. `at`: the point's place on the axis of its chart: percent, or items. */
export type Spotlight = {
  readonly scenarioId: string;
  readonly point: { readonly chart: "quality" | "growth"; readonly at: number } | null;
  readonly note: string | null;
};

/** What the room sees besides the facts of the run; it lasts until the stage has another run. */
export type RoomPicture = {
  readonly screen: Screen;
  /** section of the result, from 0 */
  readonly page: number;
  /** null: the picture moves with the run */
  readonly frozen: Frozen | null;
  readonly caption: Caption;
  readonly spotlight: Spotlight | null;
  /** the size that the room asks about, in items */
  readonly whatIf: number | null;
};

/** The state of a stage: what the room sees, and which console directs it. */
export type Programme = RoomPicture & {
  /** facts of the stage so far */
  readonly seq: number;
  readonly runId: string | null;
  /** null: the picture is not covered */
  readonly cover: Cover | null;
  readonly theme: "dark" | "light";
  /** null: nobody has driven yet */
  readonly driver: (ConsoleName & { readonly left: boolean }) | null;
  /** the console that asks to drive */
  readonly asking: ConsoleName | null;
};

/** The part of the programme that the audience may know. */
export type RoomProgramme = Omit<Programme, "driver" | "asking">;

const PICTURE_OF_A_NEW_RUN: RoomPicture = {
  screen: "run",
  page: 0,
  frozen: null,
  caption: { kind: "automatic" },
  spotlight: null,
  whatIf: null,
};

export const INITIAL_PROGRAMME: Programme = {
  ...PICTURE_OF_A_NEW_RUN,
  seq: 0,
  runId: null,
  cover: null,
  theme: "dark",
  driver: null,
  asking: null,
};

/** The programme of a stage that now has this run: what was chosen for another run counts no more, and who opens its console drives. */
export function programmeFor(programme: Programme, runId: string | null): Programme {
  if (programme.runId === runId) return programme;
  return { ...programme, ...PICTURE_OF_A_NEW_RUN, runId, driver: null, asking: null };
}

export function toRoomProgramme({ driver: _, asking: __, ...room }: Programme): RoomProgramme {
  return room;
}
