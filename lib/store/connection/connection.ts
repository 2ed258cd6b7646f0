/**
 * A connection in the form that pg and pg-boss take. Libraries parse socket paths in URLs differently, so only this file
 * reads DATABASE_URL. For a unix socket the URL has libpq's form, which psql accepts too:
 * `postgres://user@localhost/database?host=/folder/of/the/socket`.
 */
export type Connection = {
  /** a name or address, or the folder of a unix socket */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** empty when the server trusts the user */
  readonly password: string;
  readonly ssl?: { readonly rejectUnauthorized: boolean };
};

/** Parses a postgres:// URL; throws a message that names the problem and never contains the password. */
export function parseConnection(databaseUrl: string): Connection {
  const url = parseUrl(databaseUrl);
  const user = decodeURIComponent(url.username);
  const database = decodeURIComponent(url.pathname.slice(1));
  if (user === "" || database === "")
    throw new Error("DATABASE_URL must name a user and a database: postgres://user:password@host:5432/database");
  return {
    host: url.searchParams.get("host") ?? url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: Number(url.port || "5432"),
    database,
    user,
    password: decodeURIComponent(url.password),
    ...readSslMode(url.searchParams.get("sslmode")),
  };
}

/** The URL of a database on a unix socket. */
export function formatSocketUrl(at: { socketFolder: string; user: string; database: string }): string {
  return `postgres://${encodeURIComponent(at.user)}@localhost/${encodeURIComponent(at.database)}?host=${encodeURIComponent(at.socketFolder)}`;
}

/** The URL of another database on the same server, for the same user. */
export function withDatabase(databaseUrl: string, database: string): string {
  const url = parseUrl(databaseUrl);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}

function parseUrl(databaseUrl: string): URL {
  if (!/^postgres(ql)?:\/\//.test(databaseUrl) || !URL.canParse(databaseUrl)) {
    throw new Error("DATABASE_URL is not a PostgreSQL URL: postgres://user:password@host:5432/database");
  }
  return new URL(databaseUrl);
}

function readSslMode(mode: string | null): Pick<Connection, "ssl"> {
  if (mode === null || mode === "disable" || mode === "allow" || mode === "prefer") return {};
  return { ssl: { rejectUnauthorized: mode !== "require" } };
}
