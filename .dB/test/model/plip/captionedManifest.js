// A manifest as a rebuild leaves it behind, of plain pictures, without running one: what pre-training reads.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { openManifest } from '../../../data/manifest.js';
import { temporaryFolder } from '../../temporary.js';
import { portrait, put } from '../../pipeline/world.js';
const at = (...parts) => join(...parts);
/** @param members in the order in which they are ingested, which gives them their ids */
export async function captionedManifest(members, dir = temporaryFolder(), workspace = at(dir, 'workspace')) {
    const root = at(dir, 'pictures');
    const manifest = at(workspace, 'manifest.sqlite');
    const database = openManifest(manifest);
    const run = (sql, ...values) => Number(database.prepare(sql).run(...values).lastInsertRowid);
    const source = run("INSERT INTO sources (kind, root, container, layout) VALUES ('folder', ?, 0, 'folders')", root);
    const scene = run("INSERT INTO scenes (source_id, name) VALUES (?, '')", source);
    for (const { person, images, captions, picture, dropped } of members) {
        const identity = run('INSERT INTO identities (scene_id, label) VALUES (?, ?)', scene, `person ${person}`);
        const tracklet = run("INSERT INTO tracklets (identity_id, camera) VALUES (?, '')", identity);
        for (let n = 0; n < images; n++) {
            const key = `person ${person}/${n}.jpg`;
            const bytes = await (picture ? picture(n) : portrait(person, n));
            put(at(root, key), bytes);
            const image = run('INSERT INTO images (source_id, tracklet_id, key, offset, length, modified) VALUES (?, ?, ?, 0, ?, 0)', ...[source, tracklet, key, bytes.length]);
            const sha256 = createHash('sha256').update(bytes).digest();
            run("INSERT INTO contents VALUES (?, 24, 48, 'jpeg', ?)", image, sha256);
            const reason = dropped ? 'too_few_images' : null;
            run('INSERT INTO distributed (image_id, identity_id, reason) VALUES (?, ?, ?)', image, identity, reason);
            for (const { style, text } of captions(n))
                addCaption(run, image, style, text);
        }
    }
    const stage = run("INSERT INTO stages (name) VALUES ('distribute')");
    const fingerprint = run("INSERT INTO fingerprints (stage_id, text) VALUES (?, '{}')", stage);
    run('INSERT INTO verdicts (stage_id, item, fingerprint_id, input) VALUES (?, 1, ?, 0)', stage, fingerprint);
    database.close();
    return { workspace, manifest, root };
}
function addCaption(run, image, style, text) {
    if (style === 0)
        return void run("INSERT INTO prompt_captions VALUES (?, ?, '')", image, text);
    const item = image * 64 + style;
    run('INSERT INTO generated_captions VALUES (?, ?, ?, ?, 0)', item, image, style, text);
    run('INSERT INTO reviewed_captions VALUES (?)', item);
}
//# sourceMappingURL=captionedManifest.js.map