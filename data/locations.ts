// Where an image's bytes lie, by manifest id. Kept apart from what a stage's result depends on: moving a file is no change.
import type { Database } from 'better-sqlite3';
import { join } from 'node:path';
import type { ByteRange } from './byteRange.js';

interface Row {
  id: number;
  root: string;
  container: number;
  key: string;
  offset: number;
  length: number;
}

/** Prepares a look-up: image ids -> byte ranges, in the order asked for. */
export function locator(database: Database): (ids: readonly number[]) => ByteRange[] {
  const find = database.prepare<[number], Row>(
    `SELECT i.id, s.root, s.container, i.key, i.offset, i.length
       FROM images i JOIN sources s ON s.id = i.source_id WHERE i.id = ?`,
  );
  return (ids) =>
    ids.map((id) => {
      const row = find.get(id);
      if (!row) throw new Error(`image ${id} is not in the manifest`);
      return { path: row.container ? row.root : join(row.root, row.key), offset: row.offset, length: row.length };
    });
}
