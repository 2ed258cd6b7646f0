import type { Distribution } from "../../../core/run/spec.ts";
import { createItemRandom, drawOne } from "../../contract/item-random.ts";
import { drawCredential, type Credential } from "./credentials.ts";
import type { ChangeSetFiles } from "./source-pool.ts";

/** A credential to plant in one of the files. `at`: relative position in the file, 0–1. */
export type Plant = Credential & { readonly path: string; readonly at: number };
/** `index`: index of the item, which determines what is planted. */
export type ChangeSet = { readonly files: ChangeSetFiles; readonly index: number };

const MAX_PLANTS = 24;
/** Skewed data contain more disguised credentials. */
const DISGUISED_SHARE: { readonly [distribution in Distribution]: number } = {
  uniform: 0.08,
  skewed: 0.2,
  clustered: 0.08,
};

/** 0 to 24 credentials, each in a random file of the change set. */
export function drawPlants({ files, index }: ChangeSet, seed: number, distribution: Distribution): readonly Plant[] {
  const random = createItemRandom(seed, index);
  const count = Math.floor(random() * (MAX_PLANTS + 1));
  return Array.from({ length: count }, (): Plant => {
    const credential = drawCredential(random, DISGUISED_SHARE[distribution]);
    return { ...credential, path: drawOne(files, random), at: random() };
  });
}

export type Planted = {
  readonly content: string;
  readonly ranges: readonly { readonly plant: Plant; readonly from: number; readonly to: number }[];
};

/** The file with the planted credentials as separate lines, and their positions. */
export function plantInto(original: string, plants: readonly Plant[]): Planted {
  const lines = original.split("\n");
  const byLine = plants
    .map((plant) => ({ plant, line: Math.floor(plant.at * lines.length) }))
    .toSorted((a, b) => a.line - b.line);
  const planted: string[] = [];
  const ranges: { plant: Plant; from: number; to: number }[] = [];
  let length = 0;
  const push = (line: string) => {
    planted.push(line);
    length += line.length + 1;
  };
  for (const [number, line] of lines.entries()) {
    for (const { plant } of byLine.filter((one) => one.line === number)) {
      ranges.push({ plant, from: length, to: length + plant.line.length });
      push(plant.line);
    }
    push(line);
  }
  return { content: planted.join("\n"), ranges };
}
