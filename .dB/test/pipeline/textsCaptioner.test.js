// A manifest says itself what its texts are from.
import test from 'ava';
import { join } from 'node:path';
import { openManifest } from '../../data/manifest.js';
import { textsCaptioner } from '../../pipeline/textsCaptioner.js';
import { temporaryFolder } from '../temporary.js';
const set = (kind) => ({ kind, folder: kind.toUpperCase(), fingerprint: `of ${kind}` });
function manifest(stages) {
    const database = openManifest(join(temporaryFolder(), 'manifest.sqlite'));
    for (const [name, fingerprints] of Object.entries(stages)) {
        const stage = database.prepare('INSERT INTO stages (name) VALUES (?)').run(name).lastInsertRowid;
        fingerprints.forEach((fingerprint, item) => {
            const insert = database.prepare('INSERT INTO fingerprints (stage_id, text) VALUES (?, ?)');
            const id = insert.run(stage, JSON.stringify(fingerprint)).lastInsertRowid;
            if (!('unused' in fingerprint))
                database
                    .prepare('INSERT INTO verdicts (stage_id, item, fingerprint_id, input) VALUES (?, ?, ?, 0)')
                    .run(stage, item, id);
        });
    }
    return database;
}
test('texts are from what annotated and what wrote, with all that both have learned from, once each', (t) => {
    const annotate = [{ model: 'm1', training: [set('peta')], licence: '' }];
    const generate = [
        { spac: ['s1', 'e1'], training: [set('peta'), set('cuhk-pedes')], licence: '' },
        { spac: ['s0', 'e0'], training: [set('icfg-pedes')], licence: '', unused: true },
    ];
    t.deepEqual(textsCaptioner(manifest({ annotate, generate })), {
        weights: ['m1', 's1'],
        trainedOn: [set('peta'), set('cuhk-pedes')],
    });
});
test('a manifest that records kinds only says them', (t) => {
    const annotate = [{ model: 'm1', training: ['peta'], licence: '' }];
    t.deepEqual(textsCaptioner(manifest({ annotate })).trainedOn, [{ kind: 'peta', folder: '', fingerprint: '' }]);
});
test('what nobody has recorded is unknown', (t) => {
    t.deepEqual(textsCaptioner(manifest({})), { weights: [], trainedOn: null });
    const annotate = [{ model: 'm1', training: [], licence: '' }];
    t.deepEqual(textsCaptioner(manifest({ annotate })), { weights: ['m1'], trainedOn: null });
});
//# sourceMappingURL=textsCaptioner.test.js.map