/**
 * LPW: `scenS/viewV/<pid>/<frame>.jpg`. A pid is unique inside its scene only, where it is the same person in every
 * view; one view's folder of a pid is a tracklet. In key order the tracklets of a person lie far apart.
 */
import { basename, join } from 'node:path';
import { SOURCES } from './catalogue.js';
import { firstNames, imageKeys, statsOf, wholeFile } from './imageTree.js';
import { badLayout, existingFolder, refuseUnfinished, wrongLayout } from './layout.js';
import { paced } from './paced.js';
const SCENE = /^scen\d+$/;
const TRACKLET = /^(scen\d+)\/(view\d+)\/(\d+)\/[^/]+$/;
/** Where the scenes lie below the given folder, the full set before the thinned copy. */
const STARTS = ['', 'pep_256x128/', 'data_slim/', 'pep_256x128/data_slim/'];
const SLIM = 'data_slim';
/**
 * Recognises LPW with and without `pep_256x128/` and `data_slim/`; of the full set and its thinned copy the full one
 * is read.
 * @throws UserError missing_path, bad_layout, bad_file (a download that has not finished)
 */
export async function readLpw(dir) {
    const root = existingFolder('lpw', dir);
    const folders = STARTS.map((start) => join(root, start)).filter((folder) => statsOf(folder)?.isDirectory());
    for (const folder of folders)
        refuseUnfinished('lpw', folder);
    const [start, ...others] = STARTS.filter((each) => hasScenes(join(root, each)));
    if (start === undefined)
        throw wrongLayout('lpw', root, spellingHint(root));
    const skip = (folder) => others.includes(folder) || folder === `${start}${SLIM}/`;
    const options = { start, skip };
    if (imageKeys(root, options).next().done)
        throw wrongLayout('lpw', join(root, start), 'there are no images in it');
    const isSlim = start.endsWith(`${SLIM}/`) || basename(root) === SLIM;
    return {
        kind: 'lpw',
        layout: isSlim ? 'slim' : 'full',
        root,
        published: SOURCES.lpw.published,
        notes: notes(start, others, isSlim),
        scan: (onIgnored) => paced(images(root, { ...options, onIgnored })),
    };
}
function notes(start, others, isSlim) {
    const left = others.map((other) => `both ${start || 'scen folders'} and ${other} are there: ${other} is left out`);
    return isSlim ? [...left, 'this is the thinned copy (data_slim), not the full set'] : left;
}
function* images(root, options) {
    const { length } = options.start ?? '';
    for (const key of imageKeys(root, options)) {
        const match = TRACKLET.exec(key.slice(length));
        if (!match)
            throw badLayout('lpw', `the image ${key}`, 'move away what is not LPW, or give the right folder');
        const [, scene, camera, identity] = match;
        yield { key, scene, identity, camera, ...wholeFile(root, key) };
    }
}
function hasScenes(folder) {
    return !!statsOf(folder)?.isDirectory() && firstNames(folder).some((name) => SCENE.test(name));
}
function spellingHint(root) {
    const isMisspelt = firstNames(root).some((name) => /^scene\d+$/i.test(name));
    return isMisspelt ? "the scenes' folders are spelt without a final e, as the archive has them" : undefined;
}
//# sourceMappingURL=lpw.js.map