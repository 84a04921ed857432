// Reading, verifying and resizing to 256x128: the image pool with 2 workers against Pillow with 2 processes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { wholeFile } from '../../data/sources/imageTree.js';
import { seededRandom } from '../../data/random.js';
import { openImagePool } from '../../pipeline/imagePool.js';
import { inTurns } from './case.js';
import { temporaryFolder } from '../temporary.js';
const IMAGES = 4000;
/** Reads a line from stdin, resizes every file of it in 2 processes, and answers with a line. */
const PILLOW = `
import sys, multiprocessing
from PIL import Image
def one(path):
    return path.endswith('none') or Image.open(path).convert('RGB').resize((128, 256), Image.BICUBIC).size
if __name__ == '__main__':
    with multiprocessing.Pool(2) as pool:
        for line in sys.stdin:
            pool.map(one, line.rstrip('\\n').split('\\t'), chunksize=64)
            print('done', flush=True)
`;
export async function* cases() {
    const data = process.env.SYNTHPEDES_DATA;
    if (data === undefined) {
        const dir = temporaryFolder();
        yield* measure('generated crops of 64x128', await generatedCrops(dir));
        return;
    }
    yield* measure('Market-1501 crops', images(join(data, 'Market-1501/bounding_box_train')));
    const peta = ['TownCentre', 'CAVIAR4REID', '3DPeS', 'MIT', 'VIPeR'].flatMap((set) => images(join(data, 'PETA', set)));
    yield* measure('PETA crops', peta);
}
function images(dir) {
    return readdirSync(dir)
        .filter((name) => /\.(jpg|png)$/.test(name))
        .map((name) => join(dir, name));
}
async function* measure(name, all) {
    const paths = all.slice(0, IMAGES);
    const ranges = paths.map((path) => wholeFile('', path).bytes);
    const pool = openImagePool({ threads: 2 });
    const pillow = openPillow();
    const ours = () => pool.decode(ranges, 256, 128);
    const rate = (seconds) => paths.length / seconds;
    const common = { suite: 'decode', case: `read, verify and resize ${name}`, unit: 'images/s' };
    try {
        if (await pillow.works) {
            const times = await inTurns(5, ours, () => pillow.run(paths));
            yield { ...common, ours: rate(times.ours), peer: rate(times.peer), ratio: times.ours / times.peer };
        }
        else {
            process.stderr.write('python3 has no Pillow here (Debian: python3-pil): nothing to compare with\n');
            const times = await inTurns(5, ours, () => Promise.resolve());
            yield { ...common, ours: rate(times.ours), peer: null, ratio: null };
        }
    }
    finally {
        pillow.close();
        await pool.close();
    }
}
/** Pillow in a Python of its own, with its processes started before the clock is. */
function openPillow() {
    const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3'; // Debian's, which has Debian's packages
    const child = spawn(python, ['-c', PILLOW], { stdio: ['pipe', 'pipe', 'ignore'] });
    const ended = new Promise((resolve) => child.on('close', () => resolve('ended')).on('error', () => resolve('ended')));
    child.stdin.on('error', () => undefined); // a Python without Pillow ends before it is written to
    const ask = async (paths) => {
        const answer = once(child.stdout, 'data').then(String);
        child.stdin.write(`${paths.join('\t')}\n`);
        return Promise.race([answer, ended]);
    };
    return {
        works: ask([join(import.meta.dirname, 'none')]).then((answer) => answer.startsWith('done')),
        run: ask,
        close: () => void child.stdin.end(),
    };
}
async function generatedCrops(dir) {
    const random = seededRandom('crops');
    const paths = [];
    for (let i = 0; i < 400; i++) {
        const data = Uint8Array.from({ length: 64 * 128 * 3 }, (_, k) => 128 + 60 * Math.sin(k / 97 + i) + 40 * random());
        const path = join(dir, `${i}.jpg`);
        await writeFile(path, await sharp(data, { raw: { width: 64, height: 128, channels: 3 } })
            .jpeg({ quality: 80 })
            .toBuffer());
        paths.push(path);
    }
    return paths;
}
//# sourceMappingURL=decode.js.map