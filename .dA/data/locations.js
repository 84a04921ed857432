import { join } from 'node:path';
/** Prepares a look-up: image ids -> byte ranges, in the order asked for. */
export function locator(database) {
    const find = database.prepare(`SELECT i.id, s.root, s.container, i.key, i.offset, i.length
       FROM images i JOIN sources s ON s.id = i.source_id WHERE i.id = ?`);
    return (ids) => ids.map((id) => {
        const row = find.get(id);
        if (!row)
            throw new Error(`image ${id} is not in the manifest`);
        return { path: row.container ? row.root : join(row.root, row.key), offset: row.offset, length: row.length };
    });
}
//# sourceMappingURL=locations.js.map