import { toFixedUrl } from "./invoke/http.ts";
import { toAddress } from "./invoke/model.ts";
import type { SkillDefinition } from "./definition.ts";

export type NamedServers = {
  readonly origins: readonly string[];
  /** kept answers are replayed unless a run says otherwise */
  readonly onlyLive: boolean;
};

/** The servers that a definition names. What a program of a skill reaches on its own is not known. */
export function listServers({ invoke, judge }: Pick<SkillDefinition, "invoke" | "judge">): NamedServers {
  const servers = [...listOwn(invoke), ...(judge === undefined ? [] : [toAddress(judge)])];
  return {
    origins: [...new Set(servers.map((server) => new URL(server).origin))],
    onlyLive: invoke.kind === "model" && invoke.answers === "replay",
  };
}

function listOwn(invoke: SkillDefinition["invoke"]): readonly (string | URL)[] {
  switch (invoke.kind) {
    case "http":
      return [toFixedUrl(invoke.url)];
    case "model":
      return [toAddress(invoke)];
    case "mcp":
      return "url" in invoke.server ? [invoke.server.url] : [];
    default:
      return [];
  }
}
