/**
 * LUPerson-NL as an LMDB or as raw crops. Identities are tracker labels, so a label that occurs in two videos is two
 * identities: the pair (video, pid) names one. `keys.pkl` is not read, as the keys themselves say everything.
 */
import { basename, dirname, join } from 'node:path';
import { UserError } from '../../schemas/userError.js';
import { openLmdb } from '../lmdb.js';
import { SOURCES } from './catalogue.js';
import { imageKeys, statsOf, wholeFile } from './imageTree.js';
import { badLayout, existing, existingFolder, refuseUnfinished, wrongLayout } from './layout.js';
import { paced } from './paced.js';
const KIND = 'luperson-nl';
/** Video, pid, frame, detection. */
const LMDB_KEY = /^(\d{5})_(\d{6})_\d{7}_\d{2}$/;
/** Keys of plain LUPerson: country, city, video, image. */
const PLAIN_LUPERSON_KEY = /^\d\d_\d\d_\d{4}_\d{8}$/;
/** Country, city, video; then pid, frame, detection. */
const RAW_KEY = /^([^/]+\/[^/]+\/[^/]+)\/(\d{6})_\d{7}_\d{2}\.jpg$/;
const LMDB_PLACES = ['lupnl_lmdb/lmdb/data.mdb', 'lmdb/data.mdb', 'data.mdb'];
/**
 * Recognises the LMDB (below the folder, or its `data.mdb` itself) or else the crops.
 * @throws UserError missing_path, bad_layout (also at an unexpected key), bad_file (half-downloaded, v2, damaged)
 */
export async function readLupersonNl(dir) {
    const found = existing(KIND, dir);
    if (!found.isFolder && found.path.endsWith('.mdb')) {
        refuseUnfinished(KIND, dirname(found.path));
        return lmdbReader(found.path);
    }
    const root = existingFolder(KIND, found.path);
    refuseUnfinished(KIND, root);
    for (const place of LMDB_PLACES) {
        // Even beside a data.mdb of full size: aria2 makes a file that large at once.
        const folder = dirname(join(root, place));
        if (statsOf(folder)?.isDirectory())
            refuseUnfinished(KIND, folder);
        if (statsOf(join(root, place)))
            return lmdbReader(join(root, place));
    }
    return rawReader(root);
}
function lmdbReader(path) {
    const lmdb = openLmdb(path);
    try {
        if (lmdb.entries === 0)
            throw badLayout(KIND, `${path}, an LMDB without entries`);
        for (const { key } of lmdb.scan()) {
            parseKey(key, 1, lmdb.entries);
            break;
        }
        return {
            kind: KIND,
            layout: 'lmdb',
            root: path,
            expectedCount: lmdb.entries,
            published: SOURCES[KIND].published,
            notes: [],
            scan: () => paced(lmdbImages(path)),
        };
    }
    finally {
        lmdb.close();
    }
}
function* lmdbImages(path) {
    const modified = Math.floor(statsOf(path)?.mtimeMs ?? 0);
    const lmdb = openLmdb(path);
    try {
        let position = 0;
        for (const { key, offset, length } of lmdb.scan()) {
            const [scene, identity] = parseKey(key, ++position, lmdb.entries);
            yield { key, scene, identity, camera: '', bytes: { path, offset, length }, modified };
        }
    }
    finally {
        lmdb.close();
    }
}
function parseKey(key, position, entries) {
    const match = LMDB_KEY.exec(key);
    if (match)
        return [match[1], match[2]];
    const isPlain = PLAIN_LUPERSON_KEY.test(key);
    throw new UserError('bad_layout', {
        what: 'The LMDB has a key that is none of LUPerson-NL.',
        got: `${JSON.stringify(key)}, entry ${position} of ${entries}${isPlain ? ': this is LUPerson, which has no identities' : ''}`,
        fix: 'give the LMDB of LUPerson-NL; its keys are <video>_<pid>_<frame>_<detection> with 5, 6, 7 and 2 digits.',
    });
}
function rawReader(root) {
    const first = imageKeys(root).next();
    if (first.done)
        throw wrongLayout(KIND, root);
    parseRawKey(first.value);
    return {
        kind: KIND,
        layout: 'raw',
        root,
        published: SOURCES[KIND].published,
        notes: [],
        scan: (onIgnored) => paced(rawImages(root, onIgnored)),
    };
}
function* rawImages(root, onIgnored) {
    for (const key of imageKeys(root, { onIgnored })) {
        const [scene, identity] = parseRawKey(key);
        yield { key, scene, identity, camera: '', ...wholeFile(root, key) };
    }
}
function parseRawKey(key) {
    const match = RAW_KEY.exec(key);
    if (match)
        return [match[1], match[2]];
    const depth = key.split('/').length - 1;
    const isCrop = /^\d{6}_\d{7}_\d{2}\.jpg$/.test(basename(key));
    const hint = isCrop
        ? `give the folder that holds the countries: crops lie three folders below it, not ${depth}`
        : 'move away what is not LUPerson-NL, or give the right folder';
    throw badLayout(KIND, `the image ${key}`, hint);
}
//# sourceMappingURL=lupersonNl.js.map