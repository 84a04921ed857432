// `train captioner` through the command line: a folder that is whole, mistakes that are said, and pictures that are described.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { writeDrawnDataset } from '../../data/drawnPeople/dataset.js';
import { readCaptioner } from '../../schemas/captionerFolder.js';
import { temporaryFolder } from '../temporary.js';
import { put, succeed, synthpedes } from './world.js';
import { writeSpac } from './spacFolder.js';
test('a captioner is trained, is not trained twice, and describes pictures', async (t) => {
    t.timeout(15 * 60_000);
    const dir = temporaryFolder();
    const sizes = { tracked: 0, clean: 0, annotated: 6, captioned: 14 };
    await writeDrawnDataset(dir, { seed: 1, sizes });
    const out = join(dir, 'spac');
    const data = ['drawn-captioned', join(dir, 'captioned'), 'drawn', join(dir, 'annotated')];
    const args = ['train', 'captioner', ...data, '--preset', 'tiny', '--epochs', '1', '--out', out];
    const foreseen = await succeed([...args, '--dry-run']);
    t.true(foreseen.foreseen);
    t.false(existsSync(out));
    const summary = (await succeed(args));
    t.deepEqual(summary.images, { train: 36, val: 6, labelled: 24 });
    t.is(summary.best.epoch, 1);
    t.deepEqual(readdirSync(out).sort(), ['captioner.json', 'curves', 'encoder.onnx', 'weights.safetensors']);
    const found = await readCaptioner(out);
    t.is(found.kind, 'spac');
    if (found.kind !== 'spac')
        return;
    t.like(found.spac.recipe, { clip: 1, styles: 2, styleAssignment: 'cluster' });
    t.is(found.spac.licence, 'Trained on drawn people: no terms but those of the program.');
    t.is(found.spac.styles.reduce((n, style) => n + style.captions, 0), 72);
    t.true(readdirSync(join(out, 'curves')).some((name) => name.startsWith('events.out.tfevents')));
    const weights = readFileSync(join(out, 'weights.safetensors'));
    t.true((await succeed(args)).reused);
    t.deepEqual(readFileSync(join(out, 'weights.safetensors')), weights);
    const described = (await succeed([
        ...['annotate', '--captioner', out, '--images', join(dir, 'captioned', 'imgs')],
    ]));
    t.is(described.length, 42);
    t.true(described.every(({ attributes: [six], captions }) => six.split(',').length === 6 && captions.length === 2));
});
test('mistakes in what is asked are said with what would be right', async (t) => {
    const dir = temporaryFolder();
    put(join(dir, 'taken', 'thesis.txt'), 'years of work');
    put(join(dir, 'empty', 'notes.txt'), 'no picture');
    await writeDrawnDataset(dir, { seed: 1, sizes: { tracked: 0, clean: 0, annotated: 2, captioned: 0 } });
    await writeSpac(join(dir, 'spac'));
    const spac = join(dir, 'spac', 'captioner.json');
    put(join(dir, 'broken', 'captioner.json'), readFileSync(spac, 'utf8').replace('"styles":2', '"styles":0'));
    const cases = [
        [
            ['train', 'captioner', 'cuhk-pedes', '--out', join(dir, 'x')],
            /kind and path, again and again[^]*a kind is one of/,
        ],
        [['train', 'captioner', 'cuhk', dir, '--out', join(dir, 'x')], /a kind is one of cuhk-pedes/],
        [['train', 'captioner', 'cuhk-pedes', join(dir, 'none'), '--out', join(dir, 'x')], /There is no .*none/],
        [
            ['train', 'captioner', 'cuhk-pedes', dir, '--out', join(dir, 'taken')],
            /not empty, and not the folder of such a training/,
        ],
        [
            ['train', 'captioner', 'cuhk-pedes', dir, '--out', join(dir, 'x'), '--body', dir, '--dry-run'],
            /There are no networks in/,
        ],
        [
            ['train', 'captioner', 'drawn', join(dir, 'annotated'), '--out', join(dir, 'x'), '--dry-run'],
            /There are no captioned pictures/,
        ],
        [['annotate', '--captioner', join(dir, 'spac'), '--images', join(dir, 'empty')], /no images in/],
        [['annotate', '--captioner', join(dir, 'spac'), '--images', join(dir, 'none')], /There is no/],
        [
            ['annotate', '--captioner', join(dir, 'broken'), '--images', join(dir, 'empty')],
            /no images in|no description of SPAC/,
        ],
        [['evaluate', 'captions', 'cuhk-pedes', dir], /Either captions or a captioner/],
    ];
    for (const [args, message] of cases) {
        const { code, stderr } = await synthpedes(args);
        t.is(code, 2, args.join(' '));
        t.regex(stderr, message);
    }
});
//# sourceMappingURL=trainCaptioner.test.js.map