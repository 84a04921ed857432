import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../schemas/userError.js';
import { findOrigin, lastExport, PROVENANCE } from './export/provenance.js';
/**
 * Finds an image by manifest id, source key (or `<kind>/<key>`), or exported path, and tells its history.
 * @throws UserError missing_input when there is none, or more than one
 */
export async function inspectImage({ database, paths }, name) {
    const id = await findImage(database, name, await lastExport(paths));
    const image = database
        .prepare(`SELECT i.id, s.kind AS source, s.root, s.container, i.key, i.offset, i.length, sc.name AS scene,
              t.identity_id, d.label, t.camera
         FROM images i JOIN sources s ON s.id = i.source_id JOIN tracklets t ON t.id = i.tracklet_id
         JOIN identities d ON d.id = t.identity_id JOIN scenes sc ON sc.id = d.scene_id WHERE i.id = ?`)
        .get(id);
    const content = database
        .prepare('SELECT width, height, format, lower(hex(sha256)) AS sha256 FROM contents WHERE image_id = ?')
        .get(id);
    const denoised = database
        .prepare(`SELECT n.outcome, n.identity_id, f.label AS identity, n.similarity, n.threshold, n.neighbour_id,
              b.label AS neighbour, n.filter_similarity
         FROM denoised n LEFT JOIN identities f ON f.id = n.identity_id LEFT JOIN identities b ON b.id = n.neighbour_id
        WHERE n.image_id = ?`)
        .get(id);
    return {
        id,
        source: image.source,
        key: image.key,
        file: {
            path: image.container ? image.root : join(image.root, image.key),
            offset: image.offset,
            length: image.length,
        },
        scene: image.scene,
        identity: { id: image.identity_id, label: image.label, camera: image.camera },
        content,
        verdicts: verdictsOf(database, id),
        denoised,
        merges: mergesOf(database, (denoised?.identity_id ?? null)),
        attributes: database.prepare('SELECT * FROM attributes WHERE image_id = ?').get(id),
        gender: database.prepare('SELECT gender FROM distributed WHERE image_id = ?').pluck().get(id),
        captions: database
            .prepare('SELECT style, text, template FROM captions WHERE image_id = ? ORDER BY style')
            .all(id),
        exported: await findExported(await lastExport(paths), { source: image.source, key: image.key }),
    };
}
function verdictsOf(database, id) {
    const order = ['ingest', 'embed', 'denoise', 'annotate', 'distribute', 'generate', 'review'];
    const rows = database
        .prepare('SELECT stage, reason, score, threshold FROM fates WHERE image_id = ?')
        .all(id);
    return rows
        .sort((a, b) => order.indexOf(a.stage) - order.indexOf(b.stage))
        .map(({ stage, reason, score, threshold }) => ({
        stage,
        outcome: reason === null ? 'kept' : 'dropped',
        reason: reason ?? undefined,
        score: score ?? undefined,
        threshold: threshold ?? undefined,
    }));
}
/** The mergers that made the final identity an image is in. */
function mergesOf(database, identity) {
    if (identity === null)
        return [];
    return database
        .prepare(`SELECT a.label AS identity, b.label AS neighbour, m.similarity, m.threshold
         FROM merges m JOIN identities a ON a.id = m.identity_id JOIN identities b ON b.id = m.neighbour_id
        WHERE m.final_id = ? ORDER BY m.id`)
        .all(identity);
}
async function findImage(database, name, exports) {
    if (/^\d+$/.test(name) && database.prepare('SELECT 1 FROM images WHERE id = ?').get(Number(name)))
        return Number(name);
    const found = await findByExportedPath(database, name, exports);
    if (found !== undefined)
        return found;
    const byKey = database
        .prepare(`SELECT i.id FROM images i JOIN sources s ON s.id = i.source_id
        WHERE (i.key = @name) OR (@name LIKE s.kind || '/%' AND i.key = substr(@name, length(s.kind) + 2)) LIMIT 2`)
        .pluck()
        .all({ name });
    if (byKey.length === 1)
        return byKey[0];
    throw new UserError('missing_input', {
        what: byKey.length > 1 ? `More than one source has an image ${name}.` : `There is no image ${name} in this workspace.`,
        fix: 'give the manifest id, `<source kind>/<key>`, or a path of an export such as Part1/7/1.jpg',
    });
}
/** An exported path is looked up in the export that it names, or else in the workspace's last one. */
async function findByExportedPath(database, name, exports) {
    const parts = /^(?:(.*)\/)?(Part\d+\/\d+\/\d+\.jpg)$/.exec(name);
    if (!parts)
        return undefined;
    const named = parts[1] && existsSync(join(parts[1], PROVENANCE)) ? parts[1] : exports;
    if (named === undefined) {
        throw new UserError('missing_input', {
            what: 'Nothing has been exported from this workspace yet.',
            got: name,
            fix: 'give the path with the folder of its export, or the image by its manifest id or source key',
        });
    }
    const origin = await findOrigin(named, ({ file_path }) => file_path === parts[2]);
    return origin && imageOf(database, origin);
}
/** Two folders of people's own images may have the same key: then the bytes tell. */
function imageOf(database, { source, key, sha256 }) {
    return database
        .prepare(`SELECT i.id FROM images i JOIN sources s ON s.id = i.source_id LEFT JOIN contents c ON c.image_id = i.id
        WHERE s.kind = ? AND i.key = ? ORDER BY c.sha256 = unhex(?) DESC LIMIT 1`)
        .pluck()
        .get(source, key, sha256);
}
async function findExported(out, image) {
    const origin = out === undefined ? undefined : await findOrigin(out, matches);
    return origin && { out: out, file_path: origin.file_path };
    function matches({ source, key }) {
        return source === image.source && key === image.key;
    }
}
/** The text of `synthpedes inspect image`. */
export function describeHistory(history) {
    const { source, key, file, scene, identity, content, denoised, attributes } = history;
    const lines = [`image ${history.id}: ${source} ${key}`];
    const add = (name, value) => void (value && lines.push(`  ${name.padEnd(11)} ${value}`));
    add('file', file.offset > 0 ? `${file.path}, ${file.length} bytes at ${file.offset}` : file.path);
    add('label', [scene && `scene ${scene}`, `identity ${identity.label}`, identity.camera].filter(Boolean).join(', '));
    add('content', content && `${content.format} ${content.width}x${content.height}, sha256 ${content.sha256}`);
    for (const verdict of history.verdicts)
        add(verdict.stage, describeVerdict(verdict));
    if (denoised) {
        add('  outcome', `${denoised.outcome}, now in ${denoised.identity ?? 'no identity'}`);
        if (denoised.neighbour !== null)
            add('  neighbour', `${denoised.neighbour}, similarity ${three(denoised.similarity)}`);
    }
    for (const merge of history.merges) {
        add('  merged', `${merge.identity} + ${merge.neighbour}: ${three(merge.similarity)} > ${three(merge.threshold)}`);
    }
    if (attributes) {
        const { gender, head, upper, lower, shoes, belongings } = attributes;
        add('attributes', [gender, head, upper, lower, shoes, belongings].map((phrase) => phrase ?? '(no head)').join(', '));
    }
    if (history.gender)
        add('voted', history.gender);
    for (const { style, text } of history.captions)
        add(style === 0 ? 'prompt' : `style ${style}`, text);
    add('exported', history.exported && `${history.exported.file_path} in ${history.exported.out}`);
    return lines.join('\n');
}
function describeVerdict({ outcome, reason, score, threshold }) {
    const numbers = score === undefined ? '' : ` (${three(score)}${threshold === undefined ? '' : `, threshold ${three(threshold)}`})`;
    return `${outcome}${reason ? `: ${reason}` : ''}${numbers}`;
}
function three(n) {
    return typeof n === 'number' ? String(Number(n.toFixed(3))) : '-';
}
//# sourceMappingURL=inspect.js.map