import type { ExporterState } from "../../core/ports/export-places.ts";
import { ok } from "../../core/kit/result.ts";
import { listServers, type NamedServers } from "../../skills/definition/list-servers.ts";
import { listOffered } from "../../skills/sources/installed-skill.ts";
import type { Receiver } from "../../telemetry-settings.ts";
import type { OperationContext } from "../context.ts";
import { refuseUnlessPresenter, type OperationResult } from "../outcomes.ts";

/** Everything known that leaves this machine. */
export type Outgoing = {
  /** null: runs are sent nowhere */
  readonly telemetry: { readonly content: boolean; readonly receivers: readonly Receiver[] } | null;
  readonly exporters: readonly ExporterState[];
  /** skills that ask other servers, as their definitions say */
  readonly skills: readonly ({ readonly title: string } & NamedServers)[];
};

/** What goes to other servers, and how that is going. */
export async function getOutgoing(ctx: OperationContext): Promise<OperationResult<Outgoing>> {
  const refusal = refuseUnlessPresenter(ctx, "see all that leaves this machine");
  if (refusal) return refusal;
  const { telemetry } = ctx;
  const skills = listOffered(ctx.skills).flatMap(({ manifest, folder }) => {
    const servers = folder === undefined ? null : listServers(folder.definition);
    return servers === null || servers.origins.length === 0 ? [] : [{ title: manifest.title, ...servers }];
  });
  if (telemetry === undefined) return ok({ telemetry: null, exporters: [], skills });
  const { content, receivers } = telemetry;
  return ok({ telemetry: { content, receivers }, exporters: await telemetry.exports.listExporters(), skills });
}
