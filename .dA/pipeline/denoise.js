import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openFeatureReader, openFeatureWriter, readFeatureHeader, } from '../data/features.js';
import { locator } from '../data/locations.js';
import { readEncoder } from './encoder.js';
import { seedFilter } from './seedFilter.js';
import { centred } from './seedFilter/vectors.js';
/** The kinds of sources that are filtered, as the list of an SQL IN. */
export function filteredKinds(context) {
    return context.config.denoise.sources.map((kind) => `'${kind}'`).join(', ');
}
function featurePath({ paths }, encoder) {
    return join(paths.features, `${encoder.name}.f32`);
}
/** Stage "embed": one feature vector for every image whose identity is to be denoised. Undefined without an encoder. */
export async function embedStage(context, workspace) {
    if (context.config.denoise.encoder === null)
        return undefined;
    const encoder = await readEncoder(context.config.denoise.encoder, context.config.denoise.input);
    const locate = locator(workspace.database);
    let rows;
    return {
        name: 'embed',
        fingerprint: JSON.stringify({ version: 1, encoder: encoder.fingerprint }),
        source: `SELECT c.image_id AS id, hex(c.sha256) AS sha256 FROM contents c JOIN images i ON i.id = c.image_id
      WHERE i.source_id IN (SELECT id FROM sources WHERE kind IN (${filteredKinds(context)}))`,
        outputs: [{ table: 'features', column: 'image_id' }],
        batchSize: 256,
        // The rows are on the disk before their numbers are committed; rows of a run that died in between are cut off.
        async judge(items) {
            const verdicts = await context.pool().infer(locate(items.map((item) => item.id)), encoder.model);
            const judged = verdicts.map((verdict) => {
                if (verdict.kind === 'drop')
                    return verdict;
                rows ??= openRows(workspace, encoder, verdict.value[0].length);
                return { kind: 'keep', value: rows.append(verdict.value[0]) };
            });
            rows?.flush();
            return judged;
        },
        writer(db) {
            const insert = db.prepare('INSERT INTO features (image_id, encoder, row) VALUES (?, ?, ?)');
            return ({ id }, row) => void insert.run(id, encoder.name, row);
        },
    };
}
function openRows(workspace, encoder, columns) {
    mkdirSync(workspace.paths.features, { recursive: true });
    const committed = workspace.database
        .prepare('SELECT coalesce(max(row) + 1, 0) FROM features WHERE encoder = ?')
        .pluck()
        .get(encoder.name);
    return openFeatureWriter(featurePath(workspace, encoder), { columns, model: encoder.name }, committed);
}
/** Stage "denoise": one item a scene, since identities never mix across scenes. LPW's scenes pass untouched. */
export function denoiseStage(context, { database }, filter) {
    // The images that take part: all good ones of a scene that passes, those with a feature of one that is filtered.
    const imagesOf = `FROM identities d JOIN tracklets t ON t.identity_id = d.id JOIN images i ON i.tracklet_id = t.id
      JOIN contents c ON c.image_id = i.id LEFT JOIN features f ON f.image_id = i.id
    WHERE d.scene_id = sc.id AND (f.image_id IS NOT NULL OR s.kind NOT IN (${filteredKinds(context)}))`;
    return {
        name: 'denoise',
        fingerprint: JSON.stringify({
            version: 1,
            filter: filter && {
                encoder: filter.encoder.fingerprint.sha256,
                from: filter.setting.origin,
                ...filter.setting.options,
                meanRemoved: filter.setting.mean !== undefined,
            },
        }),
        source: `SELECT sc.id, s.kind IN (${filteredKinds(context)}) AS filtered,
        (SELECT digest(i.key, d.label, hex(c.sha256)) ${imagesOf}) AS images
      FROM scenes sc JOIN sources s ON s.id = sc.source_id WHERE EXISTS (SELECT 1 ${imagesOf})`,
        outputs: [
            { table: 'denoised', column: 'scene_id' },
            { table: 'merges', column: 'scene_id' },
        ],
        batchSize: 16,
        judge: (scenes) => Promise.resolve(scenes.map(({ id, filtered }) => ({
            kind: 'keep',
            value: filtered ? filterScene(database, id, filter) : passScene(database, id),
        }))),
        // The decision is a stream of results, made and stored inside the transaction: a scene need not fit in memory.
        writer: () => (_scene, store) => {
            store();
        },
    };
}
function passScene(database, scene) {
    const pass = database.prepare(`INSERT INTO denoised (image_id, scene_id, outcome, identity_id)
       SELECT i.id, d.scene_id, 'passed', d.id FROM identities d JOIN tracklets t ON t.identity_id = d.id
         JOIN images i ON i.tracklet_id = t.id JOIN contents c ON c.image_id = i.id WHERE d.scene_id = ?`);
    return () => void pass.run(scene);
}
/** Runs the Seed Filter over one scene and stores every outcome with what was compared. */
function filterScene(database, scene, { setting, reader }) {
    return () => {
        const image = database.prepare(`INSERT INTO denoised (image_id, scene_id, outcome, identity_id, similarity, threshold, neighbour_id, filter_similarity)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
        const join = database.prepare('UPDATE denoised SET identity_id = ? WHERE identity_id = ? AND scene_id = ?');
        const merge = database.prepare('INSERT INTO merges (scene_id, identity_id, neighbour_id, final_id, similarity, threshold) VALUES (?, ?, ?, ?, ?, ?)');
        const joinMerges = database.prepare('UPDATE merges SET final_id = ? WHERE scene_id = ? AND identity_id = ?');
        for (const result of seedFilter(sceneIdentities(database, scene, { reader, mean: setting.mean }), setting.options)) {
            if (result.kind === 'image') {
                const { image: id, outcome, to, similarity, threshold, neighbour } = result;
                if (outcome === 'kept')
                    image.run(id, scene, outcome, to, similarity, threshold, null, null);
                else {
                    const { identity = null, similarity: near = null, threshold: bar = null } = neighbour ?? {};
                    image.run(id, scene, outcome, to, near, bar ?? threshold, identity, similarity);
                }
            }
            else if (result.kind === 'pair') {
                if (result.merged)
                    merge.run(scene, result.a, result.b, result.a, result.similarity, result.threshold);
            }
            else if (result.final !== result.identity) {
                join.run(result.final, result.identity, scene);
                joinMerges.run(result.final, scene, result.identity);
            }
        }
    };
}
/** Streams a scene's identities in source order with their features. */
export function* sceneIdentities(database, scene, { reader, mean }) {
    const page = database.prepare('SELECT id, label FROM identities WHERE scene_id = ? AND label > ? ORDER BY label LIMIT 500');
    const read = identityFeatures(database, reader);
    for (let rows = page.all(scene, ''); rows.length > 0; rows = page.all(scene, rows[rows.length - 1].label)) {
        for (const { id } of rows) {
            const identity = read(id, scene, mean);
            if (identity.images.length > 0)
                yield identity;
        }
    }
}
/** Prepares the reading of one identity's features; images in key order, the mean taken off where one is given. */
export function identityFeatures(database, reader) {
    const find = database.prepare(`SELECT i.id, f.row FROM tracklets t JOIN images i ON i.tracklet_id = t.id JOIN features f ON f.image_id = i.id
      WHERE t.identity_id = ? ORDER BY i.key`);
    return (id, scene, mean) => {
        const images = find.all(id);
        const features = centred(reader.rows(images.map(({ row }) => row)), mean ?? null);
        return { id, scene, images: images.map((image) => image.id), features };
    };
}
/** The features that an encoder has made; undefined where there are none. */
export function openFeatures(workspace, encoder) {
    const made = workspace.database.prepare('SELECT 1 FROM features WHERE encoder = ? LIMIT 1').get(encoder.name);
    if (made === undefined)
        return undefined;
    const path = featurePath(workspace, encoder);
    return openFeatureReader(path, { columns: readFeatureHeader(path).columns, model: encoder.name });
}
//# sourceMappingURL=denoise.js.map