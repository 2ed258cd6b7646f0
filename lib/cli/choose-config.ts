import { isDataFolderGiven, readConfig, type Config } from "../config.ts";
import { findServers, toDatabaseId, type RunningServer } from "../supervisor/running-servers.ts";
import { UnavailableError } from "./exit-codes.ts";

type Circumstances = {
  /** whether DATA_DIR is set */
  readonly isFolderGiven: boolean;
  /** the running servers of this installation */
  readonly servers: readonly RunningServer[];
  readonly printLine: (line: string) => void;
};

/**
 * The settings of a command. Without DATA_DIR and DATABASE_URL it uses the database of the running server, and otherwise says
 * which folder it uses. Throws UnavailableError when it is not clear which server is meant, or when that one has its own DATABASE_URL.
 */
export function chooseConfig(config: Config, { isFolderGiven, servers, printLine }: Circumstances): Config {
  if (config.databaseUrl !== null) return config;
  const own = servers.find(({ dataDir }) => dataDir === config.dataDir);
  const [server = null, ...others] = own === undefined && !isFolderGiven ? servers : [own];
  if (server === null) {
    if (!isFolderGiven) printLine(`No server is running; using the data folder ${config.dataDir}.`);
    return config;
  }
  if (others.length > 0) {
    const list = servers.map(({ origin, dataDir }) => `  ${origin}: DATA_DIR=${dataDir}`);
    throw new UnavailableError(`Several servers are running. Choose one by its data folder:\n${list.join("\n")}`);
  }
  const { origin, dataDir, database } = server;
  if (database !== toDatabaseId({ databaseUrl: null, dataDir }))
    throw new UnavailableError(
      `The server at ${origin} uses a database of its own. Set the same DATABASE_URL for this command.`,
    );
  if (own === undefined) printLine(`Using the server at ${origin}, data folder ${dataDir}.`);
  return { ...config, dataDir };
}

/** The same for a command that only reads skills: their folders are those of the running server. Throws UnavailableError. */
export function chooseSkillConfig(): Config {
  return chooseConfig(readConfig(), {
    isFolderGiven: isDataFolderGiven(),
    servers: findServers(),
    printLine: () => undefined,
  });
}
