import type { ServerResponse } from "node:http";
import { randomBytes } from "node:crypto";
import { createGzip } from "node:zlib";

/** What a receiver can do to those who send to it. Each gets a request that was read to its end, and takes nothing of it. */
export type Fault = (response: ServerResponse) => void;

const TEN_MB = 10_000_000;
const PIECE = Buffer.alloc(65_536, "x");

/** Accepts and never answers. */
export const silence: Fault = () => undefined;

export function answerAfter(ms: number, answer: Fault): Fault {
  return (response) => {
    const timer = setTimeout(() => answer(response), ms);
    response.on("close", () => clearTimeout(timer));
  };
}

export const HOSTILE_ANSWERS = {
  "10 MB": (response) => response.writeHead(200).end(Buffer.alloc(TEN_MB, "x")),
  "an error of 10 MB": (response) => response.writeHead(500).end(Buffer.alloc(TEN_MB, "x")),
  endless: (response) => {
    response.writeHead(200);
    const fill = () => {
      while (!response.destroyed && response.write(PIECE));
    };
    response.on("drain", fill);
    fill();
  },
  trickling: (response) => {
    response.writeHead(200);
    trickle(response, () => response.write("x"));
  },
  "trickling headers": (response) => {
    response.socket?.write("HTTP/1.1 200 OK\r\n");
    trickle(response, () => response.socket?.write("x: y\r\n"));
  },
  "10 MB of headers": ({ socket }) => {
    socket?.write("HTTP/1.1 200 OK\r\n");
    socket?.end(`x: ${"y".repeat(TEN_MB)}\r\n\r\n`);
  },
  "1 GB, packed": (response) => {
    response.writeHead(500, { "content-encoding": "gzip", "content-type": "application/json" });
    const packer = createGzip();
    packer.pipe(response);
    let left = 16_384;
    const fill = () => {
      while (left > 0 && !response.destroyed && packer.write(PIECE)) left--;
      if (left === 0) packer.end();
    };
    packer.on("drain", fill);
    fill();
  },
  "bytes without meaning": (response) => response.writeHead(500).end(randomBytes(1_000)),
  "half an answer": (response) => {
    response.writeHead(500, { "content-length": "1000" }).write("half");
    response.socket?.destroySoon();
  },
} satisfies Record<string, Fault>;

export function redirectTo(url: string): Fault {
  return (response) => response.writeHead(307, { location: url }).end();
}

function trickle(response: ServerResponse, send: () => void): void {
  const timer = setInterval(send, 50);
  response.socket?.on("close", () => clearInterval(timer));
}
