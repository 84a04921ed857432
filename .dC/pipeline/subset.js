import { writeFileSync } from 'node:fs';
import { exportLevel, selectImages } from './export/selection.js';
import { chooseIdentities, keptIdentities, subsetHash } from './identitySubset.js';
/** @throws UserError missing_input, bad_usage */
export function makeSubset(context, database, { identities: count, seed, out }) {
    const chosen = chooseIdentities(keptIdentities(database), { kind: 'rank', count, seed });
    const counts = countOf(database, chosen);
    const hash = subsetHash(chosen);
    const summary = { seed, identities: chosen.length, ...counts, hash };
    if (out === undefined || context.dryRun)
        return summary;
    const identities = chosen.map(({ source, scene, label }) => ({ source, scene, label }));
    writeFileSync(out, `${JSON.stringify({ format: 1, seed, ...counts, hash, identities })}\n`);
    return { ...summary, out };
}
function countOf(database, chosen) {
    const ids = JSON.stringify(chosen.map(({ id }) => id));
    const images = `SELECT image_id FROM (${selectImages(exportLevel(database))}) WHERE identity_id IN (SELECT value FROM json_each(?))`;
    const count = (sql) => database.prepare(sql).pluck().get(ids);
    return {
        images: count(`SELECT count(*) FROM (${images})`),
        captions: count(`SELECT count(*) FROM captions WHERE image_id IN (${images})`),
    };
}
export function describeSubset({ seed, identities, images, captions, hash, out }) {
    const number = (n) => n.toLocaleString('en-US');
    return [
        `${number(identities)} identities (seed ${seed}), ${number(images)} images, ${number(captions)} captions`,
        `hash ${hash}`,
        ...(out === undefined ? [] : [`written to ${out}`]),
    ].join('\n');
}
//# sourceMappingURL=subset.js.map