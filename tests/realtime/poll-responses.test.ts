import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { PollResponses } from "../../lib/realtime/sockets/poll-responses.ts";

test.each([
  "/socket.io/?EIO=4&transport=polling&sid=own",
  "/socket.io/?sid=other&EIO=4&transport=polling&sid=own",
  "/socket.io/?x=?&EIO=4&transport=polling&sid=own",
  "/socket.io/?EIO=4&transport=polling&%73id=own",
])("[F4][O4] the answer to %s counts for the connection that engine.io sees there", (url) => {
  const polls = new PollResponses();
  polls.open("own");
  const request = Object.assign(new IncomingMessage(new Socket()), { method: "GET", url });
  const answer = new ServerResponse(request);
  polls.track(request, answer);
  answer.end("x".repeat(10_000));
  expect(polls.unsentBytes("own")).toBeGreaterThanOrEqual(10_000);
  polls.close("own");
  expect(answer.destroyed).toBe(true);
});
