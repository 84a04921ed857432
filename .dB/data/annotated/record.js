/** An annotated set of people as the classifier's training sees it, whatever its layout on disk. */
import { createHash } from 'node:crypto';
import { shuffle } from '../random.js';
export const ANNOTATED_KINDS = ['peta', 'market-1501-attributes', 'pa-100k', 'drawn'];
/**
 * Training and held-out images that share no identity: `fraction` of the identities, drawn with `random`, is held out
 * (at least one when there are two). Records with an official split stay in it. Deterministic, whatever the order.
 */
export function splitByIdentity(records, fraction, random) {
    const free = records.filter((record) => record.split === undefined);
    const identities = shuffle(random, [...new Set(free.map((record) => record.identity))].sort());
    const least = fraction > 0 && identities.length > 1 ? 1 : 0;
    const most = Math.max(least, identities.length - 1);
    const count = Math.min(most, Math.max(least, Math.round(fraction * identities.length)));
    const held = new Set(identities.slice(0, count));
    const isHeldOut = (record) => record.split === undefined ? held.has(record.identity) : record.split === 'heldOut';
    return { train: records.filter((record) => !isHeldOut(record)), heldOut: records.filter(isHeldOut) };
}
/** SHA-256 over keys, identities and labels: changes when the annotation does. Pixels are not read. */
export function annotationFingerprint(records) {
    const hash = createHash('sha256');
    for (const { key, identity, labels } of records) {
        const sorted = Object.keys(labels)
            .sort()
            .map((name) => [name, labels[name]]);
        hash.update(JSON.stringify([key, identity, sorted]) + '\n');
    }
    return hash.digest('hex');
}
/** Heads named by any record, once each. */
export function labelledHeads(records) {
    const names = new Set();
    for (const record of records)
        for (const name of Object.keys(record.labels))
            names.add(name);
    return names;
}
//# sourceMappingURL=record.js.map