// Positional reads of byte ranges; a container that many images lie in is opened once.
import { closeSync, openSync, readSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ByteRange } from './byteRange.js';

/** Reads ranges. Files that are read at an offset are containers and stay open until `close`. */
export interface ByteReader {
  /** Undefined when the file is gone or cannot be read; shorter than asked for when the file ends early. */
  read(range: ByteRange): Buffer | undefined;
  close(): void;
}

export function openByteReader(): ByteReader {
  const containers = new Map<string, number>();
  const container = (path: string): number => {
    let file = containers.get(path);
    if (file === undefined) containers.set(path, (file = openSync(path, 'r')));
    return file;
  };
  return {
    read(range) {
      try {
        return range.offset === 0 ? readFileSync(range.path) : readRange(container(range.path), range);
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code ?? '';
        if (['ENOENT', 'ENOTDIR', 'EACCES', 'EIO', 'EISDIR', 'ELOOP', 'ESTALE'].includes(code)) return undefined;
        throw error;
      }
    },
    close() {
      for (const file of containers.values()) closeSync(file);
      containers.clear();
    },
  };
}

/** One range by itself; rejects when it cannot be read whole. */
export async function readWhole({ path, offset, length }: ByteRange): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await file.read(bytes, 0, length, offset);
    if (bytesRead < length)
      throw Object.assign(new Error(`${path} ends before byte ${offset + length}`), { code: 'EIO' });
    return bytes;
  } finally {
    await file.close();
  }
}

function readRange(file: number, { offset, length }: ByteRange): Buffer {
  const bytes = Buffer.allocUnsafeSlow(length);
  let done = 0;
  while (done < length) {
    const read = readSync(file, bytes, done, length - done, offset + done);
    if (read === 0) break;
    done += read;
  }
  return bytes.subarray(0, done);
}
