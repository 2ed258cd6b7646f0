const NEWLINE = 10;

export type LineReader = {
  /** Hands over every complete line of what has arrived; false once a line was longer than allowed. */
  push(chunk: Buffer): boolean;
};

/** Cuts a byte stream into lines of at most `maxBytes`, so that a stream without newlines cannot fill the memory. */
export function createLineReader(options: { maxBytes: number; onLine: (line: string) => void }): LineReader {
  let parts: Buffer[] = [];
  let heldBytes = 0;
  let overflowed = false;

  function hold(part: Buffer): void {
    heldBytes += part.length;
    parts.push(part);
    overflowed ||= heldBytes > options.maxBytes;
  }

  function takeLine(end: Buffer): string {
    if (parts.length === 0) return end.toString("utf8");
    const line = Buffer.concat([...parts, end]).toString("utf8");
    parts = [];
    heldBytes = 0;
    return line;
  }

  return {
    push(chunk) {
      let from = 0;
      while (!overflowed) {
        const newline = chunk.indexOf(NEWLINE, from);
        if (newline === -1) break;
        if (heldBytes + newline - from > options.maxBytes) overflowed = true;
        else options.onLine(takeLine(chunk.subarray(from, newline)));
        from = newline + 1;
      }
      if (!overflowed && from < chunk.length) hold(chunk.subarray(from));
      if (overflowed) parts = [];
      return !overflowed;
    },
  };
}
