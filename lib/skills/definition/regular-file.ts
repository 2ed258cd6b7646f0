import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { err, ok, type Result } from "../../core/kit/result.ts";

export type ReadFault = {
  readonly isMissing: boolean;
  /** a sentence that names the file */
  readonly message: string;
};

/** Reads a file of a skill's folder, of at most `maxBytes`. */
export async function readFolderFile(
  folder: string,
  name: string,
  maxBytes: number,
): Promise<Result<Buffer, ReadFault>> {
  try {
    const { file, size } = await openRegularFile(join(folder, name));
    try {
      if (size > maxBytes)
        return err({ isMissing: false, message: `${name} has more than ${maxBytes.toLocaleString("en")} bytes.` });
      // no more than that: a file that is written meanwhile, or one of /proc, may have no end
      const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, 0);
      return ok(buffer.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const isMissing = code === "ENOENT";
    const fault = code === IRREGULAR ? "is not a regular file" : `cannot be read (${code})`;
    return err({ isMissing, message: isMissing ? `There is no file ${name} in the folder.` : `${name} ${fault}.` });
  }
}

const IRREGULAR = "irregular-file";

/** Opens a file for reading; the caller closes it. Rejects for a FIFO, a device or a folder: reading them may never end. */
export async function openRegularFile(
  path: string,
): Promise<{ readonly file: FileHandle; readonly size: number; readonly mtimeMs: number }> {
  // otherwise the opening of a FIFO waits for who writes into it
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw Object.assign(new Error(`${path} is not a regular file`), { code: IRREGULAR, path });
    return { file, size: stats.size, mtimeMs: stats.mtimeMs };
  } catch (error) {
    await file.close();
    throw error;
  }
}
