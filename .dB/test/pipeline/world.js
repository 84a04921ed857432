// A small world for tests of the whole program: sources of plain pictures, and a captioner that needs no training.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { writeLmdb } from '../../data/lmdbWriter.js';
import { seededRandom } from '../../data/random.js';
import { COMMON_HEADS } from '../../data/annotated/heads.js';
import { encodeModel } from '../../model/engine/onnxWriter.js';
import { describeModel, RESEARCH_ONLY } from '../../schemas/captioner.js';
import { logitCount } from '../../schemas/heads.js';
import { temporaryFolder } from '../temporary.js';
const CLI = fileURLToPath(new URL('../../pipeline/cli.js', import.meta.url));
/** Runs the command line in a process of its own. */
export function synthpedes(args, kill) {
    return new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
        let stdout = '';
        let stderr = '';
        child.stdout.on('data', (text) => (stdout += text.toString()));
        child.stderr.on('data', (text) => (stderr += text.toString()));
        const end = () => void child.kill(kill?.signal ?? 'SIGKILL');
        const timer = kill?.after === undefined ? undefined : setTimeout(end, kill.after);
        const watch = setInterval(() => {
            if (!kill?.when?.())
                return;
            clearInterval(watch);
            end();
        }, 5);
        child.on('error', reject);
        child.on('close', (code, signal) => {
            clearTimeout(timer);
            clearInterval(watch);
            resolve({ code, signal, stdout, stderr });
        });
    });
}
/** Trains again and again, each run ended by its signal as soon as it has written a checkpoint: how the runs ended. */
export async function interrupted(args, checkpoint, signals) {
    const written = () => statSync(checkpoint, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    const ends = [];
    for (const signal of signals) {
        const before = written();
        const ran = await synthpedes([...args, '--quiet'], { when: () => written() > before, signal });
        if (!existsSync(checkpoint))
            throw new Error(`There is no checkpoint: ${ran.stderr}`);
        ends.push(ran.code ?? ran.signal);
    }
    return ends;
}
/** Runs a command that must succeed and returns its JSON. */
export async function succeed(args) {
    const { code, stdout, stderr } = await synthpedes([...args, '--json', '--quiet']);
    if (code !== 0)
        throw new Error(`synthpedes ${args.join(' ')} ended with ${code}:\n${stderr}`);
    return JSON.parse(stdout);
}
/** How many of what; keep it small, every test makes its own. */
const SIZES = { videos: 2, labels: 4, images: 7, lpw: 3, own: 2 };
/** Makes sources, a captioner and a configuration in a new temporary folder. */
export async function makeWorld(sizes = {}) {
    const { videos, labels, images, lpw, own } = { ...SIZES, ...sizes };
    const dir = temporaryFolder();
    const at = (...parts) => join(dir, ...parts);
    const digits = (n, width) => String(n).padStart(width, '0');
    const records = [];
    for (let video = 1; video <= videos; video++) {
        for (let label = 1; label <= labels; label++) {
            const pid = (video - 1) * labels + label;
            for (let frame = 0; frame < images; frame++) {
                // The last image of every second label shows the next person: a tracker's swap.
                const person = frame === images - 1 && label % 2 === 0 ? pid - 1 : pid;
                const key = `${digits(video, 5)}_${digits(pid, 6)}_${digits(frame, 7)}_00`;
                records.push({ key, value: await portrait(person, frame) });
            }
        }
    }
    mkdirSync(at('luperson-nl', 'lmdb'), { recursive: true });
    await writeLmdb(at('luperson-nl', 'lmdb', 'data.mdb'), records);
    for (let pid = 1; pid <= lpw; pid++) {
        for (let frame = 0; frame < 6; frame++) {
            put(at('lpw', 'pep_256x128', `scen${1 + (pid % 2)}`, `view${1 + (frame % 2)}`, String(pid), `${frame}.jpg`), await portrait(100 + pid, frame));
        }
    }
    for (let person = 0; person < own; person++) {
        for (let n = 0; n < 5; n++) {
            const name = n === 0 ? `${n}.png` : `${n}.jpg`;
            put(at('own', `person ${person}`, name), await portrait(200 + person, n, n === 0 ? 'png' : 'jpeg'));
        }
    }
    await writeCaptioner(at('captioner'));
    const config = {
        sources: { lupersonNl: at('luperson-nl'), lpw: at('lpw'), folders: [at('own')] },
        captioner: { folder: at('captioner') },
        denoise: { thresholds: { filter: 0.9, reassign: 0.9, merge: 0.999 }, removeMean: true },
        threads: 2,
    };
    put(at('config.json'), JSON.stringify(config));
    return {
        dir,
        luperson: at('luperson-nl'),
        lpw: at('lpw'),
        folder: at('own'),
        captioner: at('captioner'),
        config: at('config.json'),
    };
}
export function put(path, bytes) {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, bytes);
}
/** A picture of two colours (upper and lower half) that belong to the person, with a little noise of its own. */
export function portrait(person, frame, format = 'jpeg') {
    const look = seededRandom(`person ${person}`);
    const colours = [0, 1].map(() => [0, 1, 2].map(() => 20 + 215 * look()));
    const noise = seededRandom(`${person}/${frame}`);
    const [width, height] = [24, 48];
    const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
        const half = Math.floor(i / 3 / width) < height / 2 ? 0 : 1;
        return colours[half][i % 3] + 10 * (noise() - 0.5);
    });
    const image = sharp(data, { raw: { width, height, channels: 3 } });
    return format === 'png' ? image.png().toBuffer() : image.jpeg({ quality: 92 }).toBuffer();
}
const INPUT = { height: 32, width: 16 };
/**
 * A captioner whose logits are a fixed random linear function of the picture's two halves, and whose feature is those
 * halves: the same person always looks the same to it.
 */
export async function writeCaptioner(dir, seed = 'captioner') {
    const heads = COMMON_HEADS.filter(({ name }) => !['glasses', 'bag', 'otherBelonging'].includes(name));
    const columns = logitCount(heads);
    const random = seededRandom(seed);
    const tensor = (name, dims, values) => ({
        name,
        type: 'float32',
        dims,
        bytes: new Uint8Array(values.buffer),
    });
    const weights = Float32Array.from({ length: 6 * columns }, () => 8 * (random() - 0.5));
    const model = encodeModel({
        opset: 17,
        nodes: [
            {
                op: 'AveragePool',
                inputs: ['input'],
                outputs: ['halves'],
                attributes: { kernel_shape: [INPUT.height / 2, INPUT.width], strides: [INPUT.height / 2, INPUT.width] },
            },
            { op: 'Flatten', inputs: ['halves'], outputs: ['feature'], attributes: { axis: 1 } },
            { op: 'Gemm', inputs: ['feature', 'weights'], outputs: ['logits'], attributes: {} },
        ],
        initializers: [tensor('weights', [6, columns], weights)],
        inputs: [{ name: 'input', type: 'float32', dims: ['n', 3, INPUT.height, INPUT.width] }],
        outputs: [
            { name: 'logits', type: 'float32', dims: ['n', columns] },
            { name: 'feature', type: 'float32', dims: ['n', 6] },
        ],
    });
    put(join(dir, 'model.onnx'), model);
    const captioner = {
        format: 1,
        kind: 'attribute-classifier',
        model: await describeModel(join(dir, 'model.onnx')),
        input: { ...INPUT, mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] },
        featureDimension: 6,
        heads: heads.map(({ name, kind, classes }) => ({ name, kind, classes: [...classes] })),
        calibration: {
            precision: 0.8,
            minimumImages: 1,
            minimumIdentities: 1,
            heads: Object.fromEntries(heads.map(({ name, kind, classes }) => [
                name,
                {
                    temperature: 1,
                    classes: Object.fromEntries(classes.map((each) => [each, kind === 'softmax' ? 0.3 : 0.7])),
                },
            ])),
            someBag: 2,
            none: 0.2,
        },
        phraseRules: 1,
        training: [],
        recipe: { preset: 'none', epochs: 0, seed: 0, heldOut: 0, precision: 0.8, backend: 'onnx', annotation: '' },
        metrics: [],
        licence: RESEARCH_ONLY,
    };
    put(join(dir, 'captioner.json'), JSON.stringify(captioner));
}
/** Every file below a folder with its bytes, for comparing two of them. */
export function snapshot(dir) {
    const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
    return new Map(paths.map((path) => [relative(dir, path), readFileSync(path).toString('base64')]));
}
export function sizeOf(path) {
    return statSync(path).size;
}
//# sourceMappingURL=world.js.map