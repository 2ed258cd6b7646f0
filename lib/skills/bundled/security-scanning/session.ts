import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { drawIndices } from "../../../core/inputs/data.ts";
import type { JsonObject } from "../../../core/kit/json.ts";
import type { DataRequest, SkillSession } from "../../contract/contract.ts";
import { processItems } from "../../contract/process-items.ts";
import { drawPlants, plantInto, type ChangeSet, type Plant } from "./change-set.ts";
import { scanOwnFile, toOwnFile, type OwnFile } from "./own-files.ts";
import { createScanner, type Scanner } from "./scanner.ts";
import { listChangeSets } from "./source-pool.ts";

export async function openSession(request: DataRequest): Promise<SkillSession> {
  const scan = await createScanner();
  return request.input === null ? openChangeSets(scan, request) : openOwnFiles(scan, request.input);
}

function openOwnFiles(scan: Scanner, rows: readonly JsonObject[]): SkillSession<OwnFile> {
  return {
    items: rows.map(toOwnFile),
    invokeBatch: (items, context) => processItems(items, context, (file) => scanOwnFile(scan, file)),
  };
}

function openChangeSets(scan: Scanner, { seed, items: count, distribution }: DataRequest): SkillSession<ChangeSet> {
  const pool = listChangeSets();
  const countCleanFindings = rememberCleanFiles(scan);
  const drawn = drawIndices({ seed, count, poolSize: pool.length, distribution });

  async function scanChangeSet(changeSet: ChangeSet) {
    const { files } = changeSet;
    const plants = drawPlants(changeSet, seed, distribution);
    const missed: Plant[] = [];
    let falseAlarms = 0;
    for (const path of files) {
      const own = plants.filter((plant) => plant.path === path);
      if (own.length === 0) {
        falseAlarms += await countCleanFindings(path);
        continue;
      }
      const result = await scanPlanted(scan, path, own);
      missed.push(...result.missed);
      falseAlarms += result.falseAlarms;
    }
    const found = plants.length - missed.length;
    return {
      values: {
        planted: plants.length,
        found,
        missed: missed.length,
        falseAlarms,
        scanned: files.length,
        files: files.length,
        sets: 1,
      },
      outcome: `${nameChangeSet(files)}: ${describe(plants, missed, falseAlarms)}`,
    };
  }

  return {
    items: drawn.map((at, index) => ({ files: pool[at] ?? [], index })),
    invokeBatch: (items, context) => processItems(items, context, scanChangeSet),
  };
}

/** A file that nothing was planted in is scanned once: what was found in it is known from then on. Here growth becomes sublinear. */
function rememberCleanFiles(scan: Scanner): (path: string) => Promise<number> {
  const known = new Map<string, number>();
  return async (path) => {
    const findings = known.get(path) ?? (await scan(readFileSync(path, "utf8"), path)).length;
    known.set(path, findings);
    return findings;
  };
}

async function scanPlanted(scan: Scanner, path: string, plants: readonly Plant[]) {
  const { content, ranges } = plantInto(readFileSync(path, "utf8"), plants);
  const findings = await scan(content, path);
  const hits = (range: { from: number; to: number }) =>
    findings.some((finding) => finding.from < range.to && finding.to > range.from);
  const isPlanted = (finding: { from: number; to: number }) =>
    ranges.some((range) => finding.from < range.to && finding.to > range.from);
  return {
    missed: ranges.filter((range) => !hits(range)).map((range) => range.plant),
    falseAlarms: findings.filter((finding) => !isPlanted(finding)).length,
  };
}

/** By its first file, as it stands below the packages. */
function nameChangeSet(files: readonly string[]): string {
  const first = files[0]?.split("/node_modules/").at(-1) ?? "no file";
  return files.length > 1 ? `${first} and ${files.length - 1} more` : first;
}

function describe(plants: readonly Plant[], missed: readonly Plant[], falseAlarms: number): string {
  const alarms = falseAlarms === 0 ? "" : `, ${falseAlarms} false`;
  if (missed.length === 0) return `found ${plants.length} of ${plants.length}${alarms}`;
  const names = missed.map(({ kind, disguise, path }) => `${kind} (${disguise}) in ${basename(path)}`);
  return `missed ${names.join(", ")}${alarms}`;
}
