// Memory while annotating and captioning: the resident set of the command's process, its worker threads in it, every second.
// It must not grow with the images. Allocators and the heaps of all threads settle only after some 30,000 of them: for a slope that
// tells a leak, SYNTHPEDES_IMAGES=100000.
import { spawn } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { drawCrop } from '../../data/drawnPeople/crop.js';
import { randomPerson } from '../../data/drawnPeople/person.js';
import { randomScene } from '../../data/drawnPeople/scene.js';
import { readManifest } from '../../data/manifest.js';
import { seededRandom } from '../../data/random.js';
import { writeSpac } from '../pipeline/spacFolder.js';
import { put } from '../pipeline/world.js';
import { temporaryFolder } from '../temporary.js';
const CLI = fileURLToPath(new URL('../../pipeline/cli.js', import.meta.url));
/** Drawn people; all images are links to theirs, so that drawing costs nothing. */
const DRAWN = 16;
/** Gates that the jumble of a captioner that was never trained passes: no caption is written twice. */
const GATES = { minWords: 0, plainText: false, gender: false, contradiction: false, openingShare: null };
/** `SYNTHPEDES_IMAGES`: how many images, each of a person of its own. */
export async function* cases() {
    const images = Number(process.env.SYNTHPEDES_IMAGES ?? 20_000);
    const dir = temporaryFolder();
    const source = await writePeople(dir, images);
    await writeSpac(join(dir, 'spac'));
    const config = join(dir, 'config.json');
    const settings = {
        captioner: { folder: join(dir, 'spac') },
        distribute: { maxUnknown: 6, genderShare: 0, minImages: 1 },
        caption: { captioner: join(dir, 'spac'), gates: { ...GATES, maxIdentities: null, repeatInImage: false } },
    };
    writeFileSync(config, JSON.stringify(settings));
    const workspace = join(dir, 'workspace');
    const common = ['--workspace', workspace, '--config', config, '--quiet'];
    const steps = [
        [['ingest', 'lpw', source]],
        [['denoise']],
        [['annotate'], 'annotate'],
        [['distribute']],
        [['caption'], 'generate'],
    ];
    for (const [args, stage] of steps) {
        const before = manifestBytes(workspace);
        const samples = await watch([...args, ...common], { workspace, stage });
        if (stage === undefined)
            continue;
        yield* summary(stage, samples);
        const grown = (manifestBytes(workspace) - before) / Math.max(1, samples.at(-1).done);
        yield { ...named(stage), case: `${args[0]}: manifest`, ours: grown, unit: `bytes a row of ${stage}` };
    }
}
const named = (suite) => ({
    ...{ suite: 'memory', peer: null, ratio: null },
    case: suite,
});
/** LPW's layout, an image a person. */
async function writePeople(dir, images) {
    const root = join(dir, 'lpw');
    const drawn = [];
    for (let i = 0; i < DRAWN; i++) {
        const random = seededRandom(`person ${i}`);
        const path = join(dir, 'drawn', `${i}.jpg`);
        put(path, await drawCrop(randomPerson(random), randomScene(random), random));
        drawn.push(path);
    }
    for (let i = 0; i < images; i++) {
        const folder = join(root, 'pep_256x128', 'scen1', 'view1', String(i + 1));
        mkdirSync(folder, { recursive: true });
        linkSync(drawn[i % DRAWN], join(folder, '0.jpg'));
    }
    return root;
}
/** Runs a command in a process of its own. Without a stage nothing is sampled. */
async function watch(args, { workspace, stage }) {
    const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
    const ended = new Promise((resolve) => child.on('close', resolve));
    const samples = [];
    while (stage !== undefined && child.exitCode === null && child.signalCode === null) {
        const resident = /^VmRSS:\s+(\d+) kB/m.exec(statusOf(child.pid))?.[1];
        if (resident !== undefined)
            samples.push({ done: countDone(workspace, stage), megabytes: Number(resident) / 1024 });
        await wait(1000);
    }
    const code = await ended;
    if (code !== 0)
        throw new Error(`synthpedes ${args.join(' ')} ended with ${code}`);
    return samples;
}
/** Empty when the process is just gone. */
function statusOf(pid) {
    try {
        return readFileSync(`/proc/${pid}/status`, 'utf8');
    }
    catch {
        return '';
    }
}
function countDone(workspace, stage) {
    const database = readManifest(join(workspace, 'manifest.sqlite'));
    try {
        const sql = 'SELECT count(*) FROM verdicts v JOIN stages s ON s.id = v.stage_id WHERE s.name = ?';
        return database.prepare(sql).pluck().get(stage);
    }
    finally {
        database.close();
    }
}
function manifestBytes(workspace) {
    try {
        const database = readManifest(join(workspace, 'manifest.sqlite'));
        const pages = database.pragma('page_count', { simple: true });
        const size = database.pragma('page_size', { simple: true });
        database.close();
        return pages * size;
    }
    catch {
        return 0;
    }
}
function* summary(stage, samples) {
    const total = samples.at(-1).done;
    // What comes after the stage in the same command is another one's.
    const own = samples.slice(0, samples.findIndex(({ done }) => done === total) + 1);
    const title = `${stage}, ${total.toLocaleString('en-US')} items`;
    for (const percent of [10, 50, 100]) {
        const at = own.find(({ done }) => done >= (percent / 100) * total);
        yield { ...named(stage), case: `${title}: resident at ${percent} %`, ours: at.megabytes, unit: 'MB' };
    }
    const most = own.filter(({ done }) => done >= total / 10 && done > 0);
    yield { ...named(stage), case: `${title}: slope from 10 % on`, ours: 1e6 * slope(most), unit: 'MB a million items' };
    const late = own.filter(({ done }) => done >= total / 2);
    yield { ...named(stage), case: `${title}: slope from 50 % on`, ours: 1e6 * slope(late), unit: 'MB a million items' };
}
/** Least squares. */
function slope(samples) {
    const mean = (of) => samples.reduce((sum, each) => sum + of(each), 0) / samples.length;
    const [x, y] = [mean(({ done }) => done), mean(({ megabytes }) => megabytes)];
    const spread = mean(({ done }) => (done - x) ** 2);
    return spread === 0 ? 0 : mean(({ done, megabytes }) => (done - x) * (megabytes - y)) / spread;
}
//# sourceMappingURL=memory.js.map