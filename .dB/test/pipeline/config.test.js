import test from 'ava';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../pipeline/config.js';
import { UserError } from '../../schemas/userError.js';
import { temporaryFolder } from '../temporary.js';
function withFile(name, text, body) {
    const dir = temporaryFolder();
    const path = join(dir, name);
    writeFileSync(path, text);
    body(path);
}
test('the defaults are the paper', (t) => {
    const { distribute, denoise } = loadConfig(undefined, []);
    t.deepEqual({ ...distribute, seed: undefined, countNone: undefined }, {
        maxUnknown: 2,
        genderShare: 0.7,
        minImages: 5,
        maxImages: 20,
        seed: undefined,
        countNone: undefined,
    });
    t.deepEqual(denoise.sources, ['luperson-nl']);
});
test('file, then --set, then defaults; YAML and JSON alike', (t) => {
    withFile('c.yaml', 'distribute:\n  minImages: 3\n  maxImages: 10\n', (path) => {
        const { distribute } = loadConfig(path, [
            'distribute.maxImages=7',
            'denoise.thresholds={filter: 0.5, reassign: 0.6, merge: 0.7}',
        ]);
        t.is(distribute.minImages, 3);
        t.is(distribute.maxImages, 7);
        t.is(distribute.genderShare, 0.7);
    });
    withFile('c.json', '{"sources": {"folders": ["a", "b"]}}', (path) => {
        t.deepEqual(loadConfig(path, []).sources.folders, ['a', 'b']);
    });
});
test("a captioner's training has its styles: two by the way of writing, unless the settings say otherwise", (t) => {
    const train = 'caption.train.data=[{kind: cuhk-pedes, path: /data}]';
    const given = loadConfig(undefined, [train]).caption.train;
    t.like(given, { preset: 'small', styles: 2, styleAssignment: 'cluster' });
    const set = ['styles=3', 'styleAssignment=turn'].map((each) => `caption.train.${each}`);
    t.like(loadConfig(undefined, [train, ...set]).caption.train, { styles: 3, styleAssignment: 'turn' });
});
const MISTAKES = [
    {
        title: 'an unknown key names the nearest',
        text: 'distribut: {}',
        what: /Unknown setting/,
        got: /distribut/,
        fix: /did you mean distribute\?/,
    },
    {
        title: 'an unknown key inside a section too',
        text: 'distribute: {minImage: 3}',
        what: /Unknown setting/,
        got: /distribute\.minImage/,
        fix: /distribute\.minImages/,
    },
    {
        title: '--set of an unknown key',
        set: ['denoise.treshold=1'],
        what: /Unknown setting in --set/,
        fix: /denoise\.thresholds/,
    },
    { title: '--set without a value', set: ['denoise'], what: /needs key=value/ },
    {
        title: 'a number where there is none',
        text: 'distribute: {minImages: many}',
        what: /Wrong value for distribute\.minImages/,
        got: /"many"/,
    },
    {
        title: 'a number out of range',
        set: ['distribute.genderShare=7'],
        what: /Wrong value for distribute\.genderShare/,
        got: /7/,
    },
    {
        title: 'thresholds of another shape',
        set: ['denoise.thresholds=best'],
        what: /denoise\.thresholds/,
        fix: /calibrated, paper/,
    },
    { title: 'broken YAML', text: 'a: [1', what: /Cannot read .* as YAML/ },
    { title: 'a list', text: '- 1', what: /holds no settings/ },
];
for (const { title, text, set = [], what, got, fix } of MISTAKES) {
    test(`mistake: ${title}`, (t) => {
        const attempt = (path) => {
            const error = t.throws(() => loadConfig(path, set), { instanceOf: UserError });
            t.regex(error.message, what);
            if (got)
                t.regex(error.got ?? '', got);
            if (fix)
                t.regex(error.fix ?? '', fix);
        };
        if (text === undefined)
            attempt();
        else
            withFile('c.yaml', text, attempt);
    });
}
test('a file that is not there says how to make one', (t) => {
    const error = t.throws(() => loadConfig('/nowhere/c.yaml', []), { instanceOf: UserError });
    t.is(error.code, 'missing_path');
    t.regex(error.fix ?? '', /synthpedes config/);
});
//# sourceMappingURL=config.test.js.map