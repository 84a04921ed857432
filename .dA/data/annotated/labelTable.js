/** The plain form of an annotated set: `images.tsv` names each image's identity, a JSON file the identity's labels. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { counted, imagesBelow, readImageTable, readJsonObject } from './layout.js';
/** `images.tsv` beside `jsonName`, if both are there. */
export function isLabelTable(folder, jsonName) {
    return existsSync(join(folder, 'images.tsv')) && existsSync(join(folder, jsonName));
}
/**
 * Records of the plain form. `labelsFrom` turns an identity's JSON value into labels and may throw a UserError.
 * Images that do not exist, have no labels or are listed twice, and labels without images, are counted as warnings.
 */
export async function readLabelTable(folder, jsonName, labelsFrom) {
    const annotations = await readJsonObject(join(folder, jsonName));
    const labels = new Map(Object.entries(annotations).map(([id, value]) => [id, labelsFrom(value, id)]));
    const rows = await readImageTable(join(folder, 'images.tsv'));
    const files = new Set(await imagesBelow(folder));
    const records = new Map();
    const missing = [];
    const unlabelled = [];
    const repeated = [];
    for (const { image, identity } of rows) {
        const own = labels.get(identity);
        if (records.has(image))
            repeated.push(image);
        else if (!files.has(image))
            missing.push(image);
        else if (!own || Object.keys(own).length === 0)
            unlabelled.push(image);
        else
            records.set(image, record(folder, image, identity, own));
    }
    const seen = new Set(rows.map((row) => row.identity));
    const warnings = [
        ...counted('images of images.tsv do not exist', missing),
        ...counted('images have no labels', unlabelled),
        ...counted('images are listed twice', repeated),
        ...counted('labelled identities have no image in images.tsv', [...labels.keys()].filter((id) => !seen.has(id))),
    ];
    return { records: [...records.values()], warnings };
}
function record(folder, image, identity, labels) {
    // Identities of sets that are made of several are written `<sub-set>:<number>`.
    const scene = identity.includes(':') ? identity.slice(0, identity.indexOf(':')) : undefined;
    return { key: image, path: join(folder, image), identity, scene, labels };
}
//# sourceMappingURL=labelTable.js.map