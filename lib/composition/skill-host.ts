import { childEnvironment, readVariables, type Config } from "../config.ts";
import { createProcessSkillHost, type ProcessSkillHost, type ProcessSkillHostOptions } from "../isolation/host/host.ts";
import { parseNetworkTarget } from "../network-targets.ts";
import type { InstalledSkills } from "../skills/sources/installed-skill.ts";
import { createLaunchPlanner } from "../skills/sources/plan-launch.ts";
import { parseConnection } from "../store/connection/connection.ts";

type SkillHostParts = Pick<ProcessSkillHostOptions, "clock" | "graceMs" | "registryUrl"> & {
  readonly skills: InstalledSkills;
  /** no skill may reach them; those that this process was given are added */
  readonly ownServers: readonly string[];
};

/** The only way to start skills: runs and checks have the same guard. */
export function composeSkillHost(
  { performanceTargets, reservedTargets }: Pick<Config, "performanceTargets" | "reservedTargets">,
  { skills, ownServers, ...options }: SkillHostParts,
): ProcessSkillHost {
  const targets = {
    PERFORMANCE_TARGETS: performanceTargets.join(","),
    RESERVED_TARGETS: [...new Set([...reservedTargets, ...ownServers])].join(","),
  };
  return createProcessSkillHost({
    ...options,
    parentEnv: childEnvironment({}),
    env: targets,
    planOf: createLaunchPlanner(skills, { readVariables, entryEnv: targets }),
  });
}

/** Our own servers, which no skill may load. */
export function listOwnServers(
  { port, publicUrl }: Pick<Config, "port" | "publicUrl">,
  databaseUrl: string | null,
): readonly string[] {
  const servers = [
    `localhost:${port}`,
    ...(publicUrl === null ? [] : [toServer(publicUrl)]),
    ...(databaseUrl === null ? [] : toDatabaseServers(databaseUrl)),
  ];
  return servers.filter((server) => parseNetworkTarget(server) !== null);
}

/** Host and port of an http or https origin. */
export function toServer(origin: string): string {
  const { hostname, port, protocol } = new URL(origin);
  return `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
}

/** A folder is that of a unix socket, which has no port. */
function toDatabaseServers(databaseUrl: string): readonly string[] {
  const { host, port } = parseConnection(databaseUrl);
  return host.startsWith("/") ? [] : [`${bracketed(host)}:${port}`];
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
