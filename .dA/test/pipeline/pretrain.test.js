// `pretrain` through the command line: it may be killed at any moment.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { captionedManifest } from '../model/plip/captionedManifest.js';
import { temporaryFolder } from '../temporary.js';
import { interrupted, snapshot, succeed } from './world.js';
test('a pre-training that kill -9 or Ctrl-C stops goes on, and ends as one that was left alone', async (t) => {
    const { workspace } = await captionedManifest(Array.from({ length: 12 }, (_, person) => ({
        ...{ person, images: 4 },
        captions: () => [{ style: 0, text: `A man in a red coat carries bag ${person}.` }],
    })));
    const dir = temporaryFolder();
    const set = (pair) => ['--set', `pretrain.${pair}`];
    const pretrain = (out) => [
        ...['--workspace', workspace, ...set('batch=8'), ...set('captions=PC'), ...set('checkpointEvery=2')],
        ...set('epochs=2'),
        ...['pretrain', '--preset', 'tiny', '--out', join(dir, out)],
    ];
    await succeed(pretrain('calm'));
    const checkpoint = join(dir, 'stormy', 'training.checkpoint');
    const ends = await interrupted(pretrain('stormy'), checkpoint, ['SIGKILL', 'SIGINT']);
    t.deepEqual(ends, ['SIGKILL', 130]);
    await succeed(pretrain('stormy'));
    // Curves tell the time, too.
    const whole = (out) => [...snapshot(join(dir, out))].filter(([name]) => !name.startsWith('curves'));
    // Compared by name: what differs would be pages of base64.
    const calm = new Map(whole('calm'));
    t.deepEqual(whole('stormy').flatMap(([name, bytes]) => (calm.get(name) === bytes ? [name] : [])), [...calm.keys()]);
    t.true(existsSync(join(dir, 'stormy', 'plip.json')));
});
//# sourceMappingURL=pretrain.test.js.map