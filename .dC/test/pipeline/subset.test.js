// The choice of identities, and the command.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { readManifest } from '../../data/manifest.js';
import { chooseIdentities, keptIdentities, nameOf } from '../../pipeline/identitySubset.js';
import { UserError } from '../../schemas/userError.js';
import { captionedManifest } from '../model/plip/captionedManifest.js';
import { temporaryFolder } from '../temporary.js';
import { put, succeed, synthpedes } from './world.js';
const people = (count) => Array.from({ length: count }, (_, person) => ({
    ...{ person, images: 1 + (person % 3) },
    captions: () => [
        { style: 0, text: 'A man.' },
        { style: 1, text: 'He walks.' },
    ],
}));
function chosen(manifest, choice) {
    const database = readManifest(manifest);
    const names = chooseIdentities(keptIdentities(database), choice).map(nameOf);
    database.close();
    return names;
}
test('the choice hangs on the seed and the names, not on rows, and a smaller one lies inside a larger one', async (t) => {
    const one = await captionedManifest(people(40));
    const other = await captionedManifest([...people(40)].reverse());
    const ten = chosen(one.manifest, { kind: 'rank', count: 10, seed: 0 });
    t.is(new Set(ten).size, 10);
    t.deepEqual(chosen(other.manifest, { kind: 'rank', count: 10, seed: 0 }), ten);
    t.deepEqual(chosen(other.manifest, { kind: 'rank', count: 4, seed: 0 }), ten.slice(0, 4));
    t.notDeepEqual(chosen(one.manifest, { kind: 'rank', count: 10, seed: 1 }), ten);
    const more = await captionedManifest([...people(40), { person: 77, images: 1, captions: () => [] }]);
    const still = chosen(more.manifest, { kind: 'rank', count: 10, seed: 0 });
    t.true(still.filter((name) => ten.includes(name)).length >= 9, 'one more takes the place of one at most');
});
test('subset counts, writes names that choose the same again, and writes nothing on a dry run', async (t) => {
    const { workspace, manifest } = await captionedManifest([
        ...people(9),
        { person: 50, images: 3, captions: () => [], dropped: true },
    ]);
    const out = join(temporaryFolder(), 'subset.json');
    const command = ['subset', '--identities', '6', '--seed', '5', '--out', out, '--workspace', workspace];
    const dry = await succeed([...command, '--dry-run']);
    t.false(existsSync(out));
    const summary = await succeed(command);
    const file = JSON.parse(readFileSync(out, 'utf8'));
    const labels = file.identities.map(({ label }) => Number(label.replace('person ', '')));
    t.is(new Set(labels).size, 6);
    const images = labels.reduce((sum, person) => sum + 1 + (person % 3), 0);
    t.like(summary, { identities: 6, images, captions: 2 * images, seed: 5, out });
    t.is(dry.hash, summary.hash);
    t.is(file.hash, summary.hash);
    t.deepEqual(file.identities[0], { ...file.identities[0], source: 'folder', scene: '' });
    t.deepEqual(chosen(manifest, { kind: 'file', path: out }).sort(), chosen(manifest, { kind: 'rank', count: 6, seed: 5 }).sort());
});
test('mistakes are said: too many, another data set, no subset at all', async (t) => {
    const { workspace, manifest } = await captionedManifest(people(3));
    const ran = await synthpedes(['subset', '--identities', '4', '--workspace', workspace]);
    t.is(ran.code, 2);
    t.regex(ran.stderr, /4 asked for, 3 there/);
    const code = (path) => t.throws(() => chosen(manifest, { kind: 'file', path }), { instanceOf: UserError }).code;
    const path = join(temporaryFolder(), 'subset.json');
    t.is(code(path), 'missing_path');
    put(path, '{"format": 1}');
    t.is(code(path), 'bad_file');
    const identities = [{ source: 'lpw', scene: 'scen1', label: '1' }];
    put(path, JSON.stringify({ format: 1, seed: 0, images: 1, captions: 1, hash: '', identities }));
    t.is(code(path), 'missing_input');
});
//# sourceMappingURL=subset.test.js.map