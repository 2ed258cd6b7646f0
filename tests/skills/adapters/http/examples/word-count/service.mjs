/** Counts the words of each text of a batch and streams a line per text, the last one first. Prints its port. */
import { createServer } from "node:http";
import { json } from "node:stream/consumers";

const server = createServer(async (request, response) => {
  const { items } = await json(request);
  response.writeHead(200, { "content-type": "application/x-ndjson" });
  for (const [position, { text }] of [...items.entries()].toReversed()) {
    const answer = text === "?" ? { reason: "no words" } : { words: text.split(" ").length };
    response.write(`${JSON.stringify({ position, ...answer })}\n`);
  }
  response.end();
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
