import { joinNames } from "../../core/words/names.ts";
import type { ComparedMeasure } from "../../core/run/judgement.ts";

type Id = ComparedMeasure["id"];

/** Texts of the comparison of variants: the room's picture, the pages of a run and the command line. */
export const variantsText = {
  picture: "Variants compared",
  section: "Variants compared",
  titles: {
    quality: () => "Quality",
    failures: () => "Failed",
    time: (unit: string) => `Time per ${unit}`,
    cost: (unit: string) => `Cost per ${unit}`,
  } satisfies { readonly [id in Id]: (unit: string) => string },
  leads: (label: string) => `${label} leads`,
  lead: (labels: readonly string[]) => `${joinNames(labels)} lead`,
  noDifference: "no clear difference",
  leader: "best",
  between: (low: string, high: string) => `${low} to ${high}`,
  times: (multiple: string) => `${multiple}×`,
  interval: "An interval holds the value in 95 % of cases.",
  equal: "≈",
  figures: {
    fastest: (leader: string, next: string) => `as fast: ${leader} against ${next}`,
    sameTime: "time: no clear difference",
    better: (leader: string, next: string) => `quality: ${leader} against ${next}`,
    sameQuality: "quality: no clear difference",
  },
  table: {
    caption: "Figures of each variant, with the interval that holds in 95 % of cases",
    variant: "Variant",
  },
  pairs: {
    caption: "Each pair of variants, by paired items",
    head: ["Compared", "Of", "Difference", "At least", "At most", "Beyond the noise"],
    pair: (first: string, second: string) => `${first} against ${second}`,
    yes: "yes",
    no: "no",
  },
  paired: (items: string) => `${items} compared in pairs.`,
} as const;
