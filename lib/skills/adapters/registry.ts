/** The one skill of an adapter's process, whose definition its launcher gave as the argument after this module's URL. */
import { drawRows } from "../../core/inputs/data.ts";
import type { JsonObject } from "../../core/kit/json.ts";
import { childEnvironment, readVariables } from "../../config.ts";
import type { DataRequest, Skill } from "../contract/contract.ts";
import { selectItemTimeout } from "../definition/kind-defaults.ts";
import { readOwnRows } from "../definition/rows.ts";
import { selectExpect } from "../definition/select-expect.ts";
import { toManifest } from "../definition/to-manifest.ts";
import { hideInCuts } from "./cut-text.ts";
import { readLaunchArgument, type AdapterLaunch } from "./launch.ts";
import { openGuardedFetch } from "./guarded-fetch.ts";
import type { InvokerContext } from "./invoker.ts";
import { openInvoker } from "./open-invoker.ts";
import type { ResultJudge } from "./model/open-judge.ts";
import { createAdapterSession } from "./session.ts";

/** Set for our own entry, not for what an adapter starts. */
const OUR_OWN = { NODE_ENV: null, NODE_COMPILE_CACHE: null, PERFORMANCE_TARGETS: null, RESERVED_TARGETS: null };

const launch = readLaunchArgument(process.argv[3]);
const { definition } = launch;

const skill: Skill = {
  manifest: toManifest(launch.id, definition, { version: "", ownRows: null }),
  async open(request) {
    const rows = request.input ?? (await drawOwnRows(launch, request));
    const secrets = readVariables(definition.secrets);
    hideInCuts(secrets);
    const context = {
      folder: launch.folder,
      options: request.options,
      env: childEnvironment(OUR_OWN),
      secrets,
      openFetch: openGuardedFetch,
      itemTimeoutMs: selectItemTimeout(definition) * 1_000,
    };
    const invoker = await openInvoker(definition.invoke, context);
    const judge = await openResultJudge(context);
    const expect = selectExpect(definition, request.options, rows);
    return createAdapterSession({ definition, rows, expect, invoker, judge, nowMs: () => performance.now() });
  },
};

export const skillRegistry = new Map([[launch.id, skill]]);

/** Only the judge's own libraries are loaded. */
async function openResultJudge(context: InvokerContext): Promise<ResultJudge | null> {
  const { judge, invoke } = definition;
  if (judge === undefined) return null;
  const { openJudge } = await import("./model/open-judge.ts");
  return await openJudge(judge, invoke.kind === "model" ? invoke.paceMs : 0, context);
}

async function drawOwnRows({ folder }: AdapterLaunch, request: DataRequest): Promise<readonly JsonObject[]> {
  const { data } = definition.item;
  if (data === undefined)
    throw new Error("It has no data of its own. Upload a file of rows, or name one as item.data in skill.yaml.");
  const rows = await readOwnRows(folder, data, definition);
  if (!rows.ok) throw new Error(rows.error.join("; "));
  const { seed, items, distribution } = request;
  return drawRows(rows.value, { seed, count: items, distribution });
}
