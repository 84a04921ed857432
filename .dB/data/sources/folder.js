/** People's own images: one sub-folder an identity, images at any depth below it. */
import { SOURCES } from './catalogue.js';
import { imageKeys, wholeFile } from './imageTree.js';
import { badLayout, existingFolder, wrongLayout } from './layout.js';
import { paced } from './paced.js';
/**
 * Recognises `<dir>/<identity>/.../<image>`; there are no scenes and no cameras.
 * @throws UserError missing_path; bad_layout for a folder without images, or with images beside the sub-folders
 */
export async function readFolder(dir) {
    const root = existingFolder('folder', dir);
    if (imageKeys(root).next().done)
        throw wrongLayout('folder', root, 'there are no images in it');
    const isSubfolder = (key) => key.endsWith('/');
    for (const key of imageKeys(root, { skip: isSubfolder }))
        identityOf(key);
    return {
        kind: 'folder',
        layout: 'folders',
        root,
        published: SOURCES.folder.published,
        notes: [],
        scan: (onIgnored) => paced(images(root, onIgnored)),
    };
}
function* images(root, onIgnored) {
    for (const key of imageKeys(root, { onIgnored })) {
        yield { key, scene: '', identity: identityOf(key), camera: '', ...wholeFile(root, key) };
    }
}
function identityOf(key) {
    const slash = key.indexOf('/');
    if (slash > 0)
        return key.slice(0, slash);
    throw badLayout('folder', `${key}, directly in the folder`, 'put the images of each person into a sub-folder of its own');
}
//# sourceMappingURL=folder.js.map