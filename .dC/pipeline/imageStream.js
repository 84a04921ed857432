import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { locator } from '../data/locations.js';
import { imageKeys } from '../data/sources/imageTree.js';
import { UserError } from '../schemas/userError.js';
import { fileRange } from './embeddings.js';
import { selectImages } from './export/selection.js';
import { stageHasRun } from './pending.js';
/** Images below a folder, in the order of their names. @throws UserError missing_path, nothing_to_do */
export function folderImages(folder) {
    const fix = 'name a folder of images (jpg, png, webp, bmp)';
    if (!existsSync(folder))
        throw new UserError('missing_path', { what: `There is no folder ${folder}.`, fix });
    if (!statSync(folder).isDirectory())
        throw new UserError('bad_usage', { what: `${folder} is a file, not a folder.`, fix });
    let count = 0;
    for (const key of imageKeys(folder))
        if (key !== '')
            count++;
    if (count === 0)
        throw new UserError('nothing_to_do', { what: `There are no images in ${folder}.`, fix });
    return {
        count,
        *images() {
            for (const name of imageKeys(folder))
                yield { name, range: fileRange(join(folder, name)) };
        },
    };
}
const PAGE = 1024;
/**
 * Images of a workspace in the order in which they came: those that `distribute` keeps, or all that were ingested.
 * @throws UserError missing_input where `distribute` has not been run, nothing_to_do
 */
export function workspaceImages(database, all) {
    const level = all ? 'ingest' : 'distribute';
    if (!stageHasRun(database, level))
        throw new UserError('missing_input', {
            what: 'The workspace has no images to search.',
            got: `${level} has not been run`,
            fix: all ? 'synthpedes ingest <kind> <dir>' : 'synthpedes distribute, or --all for all that were ingested',
        });
    const selected = selectImages(level);
    const count = database.prepare(`SELECT count(*) FROM (${selected})`).pluck().get();
    if (count === 0)
        throw new UserError('nothing_to_do', {
            what: `${level} has kept no image.`,
            fix: all ? 'see `synthpedes status`' : 'see `synthpedes status`, or search all with --all',
        });
    const page = database.prepare(`SELECT x.image_id AS id, i.key FROM (${selected}) x JOIN images i ON i.id = x.image_id
      WHERE x.image_id > ? ORDER BY x.image_id LIMIT ${PAGE}`);
    const locate = locator(database);
    return {
        count,
        *images() {
            for (let rows = page.all(-1); rows.length > 0; rows = page.all(rows.at(-1).id)) {
                const ranges = locate(rows.map(({ id }) => id));
                yield* rows.map(({ key }, i) => ({ name: key, range: ranges[i] }));
            }
        },
    };
}
//# sourceMappingURL=imageStream.js.map