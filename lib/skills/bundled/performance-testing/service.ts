/** The service under load, a separate program: prints its port and serves until its stdin closes, that is, until its parent ends. */
import { createServer } from "node:http";
import { createQueries } from "./service-queries.ts";

const queries = createQueries();

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://service");
  const query = request.method === "GET" ? queries.get(url.pathname) : undefined;
  const body = query === undefined ? JSON.stringify({ error: "not found" }) : JSON.stringify(query(url.searchParams));
  response.writeHead(query === undefined ? 404 : 200, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The service has no port");
  process.stdout.write(`${address.port}\n`);
});
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
