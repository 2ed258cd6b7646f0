import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { findOnPath } from "../support/find-on-path.ts";
import { openMessage, startConversation } from "./support/conversation.ts";

/** What differs from run to run: times, shown on the page as a round figure. */
const TIMES = /("latency_ms": \[|"workerMs": )[\d.e-]+/g;

const python = findOnPath(["python3"]);
const note = python === null ? " (skipped: there is no python3 here)" : "";

test.skipIf(python === null)(
  `[M2] the page about the line protocol shows what the Python template says today${note}`,
  async () => {
    const talk = startConversation(["python3", "skill.py"], "templates/skill/python");
    try {
      const rows = [
        { text: "The courier never rang the bell.", label: "delivery" },
        { text: "You took the money twice.", label: "billing" },
        { text: "", label: null },
        { text: "I get error 502 whenever I upload a photo.", label: "technical" },
      ];
      talk.send({ type: "input", rows });
      talk.send(openMessage({ items: rows.length, inputRows: rows.length }));
      await talk.next("ready");
      talk.send({ type: "batch", batchId: 1, fromItem: 1, toItem: 3, skip: [] });
      await talk.next("batch-done");
      const from = talk.received.length;
      talk.send({ type: "batch", batchId: 2, fromItem: 0, toItem: 4, skip: [[1, 3]] });
      await talk.next("batch-done", from);
      talk.send({ type: "close" });
      expect(await talk.exited).toEqual([0, null]);
    } finally {
      await talk.end();
    }
    const recorded = talk.transcript
      .map((line) => line.replaceAll(TIMES, (_, name: string) => `${name}0.1`))
      .join("\n");
    const [, shown] = /```text\n([^]*?)\n```/.exec(await readFile("docs/skills/protocol.md", "utf8")) ?? [];
    // on a difference, replace the page's transcript by the received one
    expect(recorded).toBe(shown);
  },
);
