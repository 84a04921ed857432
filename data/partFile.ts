/** A file that is written in a stream and is there whole or not at all: bytes go to `<path>.part`, which then takes its place. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { UserError } from '../schemas/userError.js';

export interface PartFile {
  write(bytes: Uint8Array): void;
  /** Writes over what is there already. */
  writeAt(bytes: Uint8Array, position: number): void;
  /** Waits until everything is on the disk and gives the file its name. */
  finish(): void;
  /** Takes back what was written; nothing where it is finished. */
  discard(): void;
}

/** Bytes that are gathered before they are written. */
const BUFFERED = 2 ** 20;

/** @throws UserError bad_usage where a folder has that name */
export function openPartFile(path: string): PartFile {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError('bad_usage', {
      what: 'A file is to be written where there is a folder.',
      got: path,
      fix: 'name a file, in that folder or elsewhere',
    });
  const temporary = `${path}.part`;
  const file = openSync(temporary, 'w');
  let pending: Uint8Array[] = [];
  let bytes = 0;
  let end = 0;
  let isOpen = true;
  const put = (data: Uint8Array, position: number): void => {
    for (let done = 0; done < data.length;) done += writeSync(file, data, done, data.length - done, position + done);
  };
  const flush = (): void => {
    const data = Buffer.concat(pending);
    put(data, end);
    end += data.length;
    [pending, bytes] = [[], 0];
  };
  const close = (): void => {
    isOpen = false;
    closeSync(file);
  };
  return {
    write(data) {
      pending.push(data);
      bytes += data.length;
      if (bytes >= BUFFERED) flush();
    },
    writeAt(data, position) {
      flush();
      put(data, position);
    },
    finish() {
      flush();
      fsyncSync(file);
      close();
      renameSync(temporary, path);
    },
    discard() {
      if (!isOpen) return;
      close();
      rmSync(temporary, { force: true });
    },
  };
}
