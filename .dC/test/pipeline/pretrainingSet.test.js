// What pre-training learns from, and what it says where something is missing.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { openManifest, readManifest } from '../../data/manifest.js';
import { CAPTION_SHARES } from '../../model/plip/captionChoice.js';
import { configSchema } from '../../schemas/config.js';
import { UserError } from '../../schemas/userError.js';
import { openContext } from '../../pipeline/context.js';
import { readPretrainingSet } from '../../pipeline/pretrainingSet.js';
import { openReporter } from '../../pipeline/progress.js';
import { captionedManifest } from '../model/plip/captionedManifest.js';
const prompt = { style: 0, text: 'A man.' };
const generated = { style: 2, text: 'A man walks.' };
const people = (count, images = 2) => Array.from({ length: count }, (_, person) => ({ person, images, captions: () => [prompt, generated] }));
const WISH = {
    captions: CAPTION_SHARES['PC+2GC'],
    batch: 4,
    valShare: 0.02,
    seed: 0,
    labels: 'denoised',
};
async function read(manifest, wish = {}) {
    const database = readManifest(manifest);
    const context = openContext({
        ...{ config: configSchema.parse({}), workspace: '', report: openReporter(true), resume: 'changed', dryRun: false },
        signal: new AbortController().signal,
    });
    return readPretrainingSet(context, database, { ...WISH, ...wish }).finally(() => void database.close());
}
test('images of an identity stand together, val has identities of its own, and counts add up', async (t) => {
    const { manifest } = await captionedManifest(people(20, 3));
    const { train, val, counts, withoutCaption } = await read(manifest);
    t.is(withoutCaption, 0);
    t.deepEqual(counts.val, { identities: 2, images: 6, captions: 12 }, 'a tenth, where 2 % is less than eight people');
    t.deepEqual(counts.train, { identities: 18, images: 54, captions: 108 });
    t.deepEqual([...train.identities], Array.from({ length: 54 }, (_, i) => Math.floor(i / 3)));
    t.deepEqual([...train.images, ...val.images].sort((a, b) => a - b), Array.from({ length: 60 }, (_, i) => i + 1));
    const personOf = (image) => Math.floor((image - 1) / 3);
    const held = new Set([...val.images].map(personOf));
    t.is(held.size, 2);
    t.true([...train.images].every((image) => !held.has(personOf(image))));
    t.notDeepEqual((await read(manifest, { seed: 1 })).val.images, val.images);
    t.is((await read(manifest, { valShare: 0 })).counts.val.images, 0);
});
test('images without a caption of the wanted kinds and dropped ones are left out, the former are counted', async (t) => {
    const { manifest } = await captionedManifest([
        ...people(4),
        { person: 7, images: 3, captions: (n) => (n === 0 ? [] : [prompt]) },
        { person: 8, images: 5, captions: () => [prompt, generated], dropped: true },
    ]);
    const wish = { valShare: 0 };
    const all = await read(manifest, wish);
    t.deepEqual(all.counts.train, { identities: 5, images: 10, captions: 18 });
    t.is(all.withoutCaption, 1);
    const written = await read(manifest, { ...wish, captions: CAPTION_SHARES.GC });
    t.deepEqual(written.counts.train, { identities: 4, images: 8, captions: 8 });
    t.is(written.withoutCaption, 3);
});
test('the fingerprint is of what there is, not of its order or numbers', async (t) => {
    const members = people(12);
    const first = await read((await captionedManifest(members)).manifest);
    const reversed = await read((await captionedManifest([...members].reverse())).manifest);
    t.is(reversed.fingerprint, first.fingerprint);
    const other = members.map((each, i) => i === 5 ? { ...each, captions: () => [prompt, { ...generated, text: 'A man runs.' }] } : each);
    const changed = (await captionedManifest(other)).manifest;
    t.not((await read(changed)).fingerprint, first.fingerprint);
    const onlyPrompts = { captions: CAPTION_SHARES.PC };
    t.is((await read(changed, onlyPrompts)).fingerprint, (await read((await captionedManifest(members)).manifest, onlyPrompts)).fingerprint, 'a text that is never drawn does not count');
});
test('what is missing is said with the command that makes it', async (t) => {
    const fail = async (manifest, wish = {}) => (await t.throwsAsync(read(manifest, wish), { instanceOf: UserError }));
    const bare = await captionedManifest([{ person: 0, images: 9, captions: () => [] }]);
    const noCaptions = await fail(bare.manifest);
    t.is(noCaptions.code, 'missing_input');
    t.is(noCaptions.fix, 'synthpedes caption');
    const prompts = await captionedManifest([{ person: 0, images: 9, captions: () => [prompt] }]);
    t.regex((await fail(prompts.manifest, { captions: [0, 1] })).fix, /caption --captioner/);
    t.regex((await fail(prompts.manifest)).message, /people to tell apart/);
    const few = await captionedManifest(people(5));
    const tooFew = await fail(few.manifest, { batch: 64 });
    t.is(tooFew.code, 'bad_usage');
    t.regex(tooFew.got, /8 images of 4 identities/);
    t.is((await fail(few.manifest, { subset: { kind: 'rank', count: 6, seed: 0 } })).code, 'bad_usage');
    rmSync(join(few.root, 'person 3'), { recursive: true });
    const gone = await fail(few.manifest, { valShare: 0 });
    t.is(gone.code, 'missing_path');
    t.regex(gone.message, /Of 10 images looked for, 2 /);
});
test('as the source labels them: the same images and the same val, in which only what is trained bears other labels', async (t) => {
    const { manifest } = await captionedManifest(people(20, 3));
    // The Seed Filter has moved an image from each person to the one before.
    const database = openManifest(manifest);
    database.exec('UPDATE distributed SET identity_id = identity_id - 1 WHERE image_id % 3 = 1 AND identity_id > 1');
    database.close();
    const [found, labelled] = [await read(manifest), await read(manifest, { labels: 'source' })];
    t.deepEqual(labelled.val, found.val);
    const sorted = (images) => [...images].sort((a, b) => a - b);
    t.deepEqual(sorted(labelled.train.images), sorted(found.train.images));
    const peopleOf = ({ images, identities }) => [...new Set(identities)].map((person) => [...images].filter((_, i) => identities[i] === person));
    const isOne = (of) => new Set(of.map((image) => Math.floor((image - 1) / 3))).size === 1;
    t.true(peopleOf(labelled.train).every(isOne));
    t.false(peopleOf(found.train).every(isOne));
    t.not(labelled.fingerprint, found.fingerprint);
});
test('a subset limits the set, and its val is inside of it', async (t) => {
    const { manifest } = await captionedManifest(people(30));
    const { counts } = await read(manifest, { subset: { kind: 'rank', count: 10, seed: 1 } });
    t.deepEqual([counts.train.identities, counts.val.identities], [9, 1]);
});
//# sourceMappingURL=pretrainingSet.test.js.map