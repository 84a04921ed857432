// A whole collection of drawn people: a tracked source with label noise, a clean one, an annotated and a captioned set of others, and the truth.
import { mkdirSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pLimit from 'p-limit';
import { writeLmdb } from '../lmdbWriter.js';
import { seededRandom } from '../random.js';
import { drawnCaptions } from './captions.js';
import { drawCrop } from './crop.js';
import { breakFile, planTracked } from './noise.js';
import { randomPerson } from './person.js';
import { randomScene } from './scene.js';
const SIZES = { tracked: 120, clean: 30, annotated: 420, captioned: 120 };
/** Pictures of one clean, of one annotated and of one captioned person. */
const CLEAN_SHOTS = 7;
const ANNOTATED_SHOTS = 4;
const CAPTIONED_SHOTS = 3;
/** Of the captioned people, the last ones are for validation. */
const VALIDATION = 1 / 6;
/** People of the sources are numbered from here on, so that nobody is in two of them. */
const FIRST = { tracked: 0, clean: 100_000, annotated: 200_000, captioned: 300_000 };
/**
 * Writes `<dir>/luperson-nl/lmdb/data.mdb`, `<dir>/lpw/pep_256x128/...`, `<dir>/annotated/` (of kind `drawn`), `<dir>/captioned/`
 * (laid out as CUHK-PEDES; caption 1 in style 1, caption 2 in style 2) and `<dir>/truth.json`. The same seed and sizes give
 * the same bytes, and the size of one part does not touch another.
 */
export async function writeDrawnDataset(dir, options) {
    const { seed, onProgress } = options;
    const sizes = { ...SIZES, ...options.sizes };
    const people = new Map();
    const who = (person) => {
        let found = people.get(person);
        if (!found)
            people.set(person, (found = randomPerson(seededRandom(`${seed}/person ${person}`))));
        return found;
    };
    const limit = pLimit(6); // sharp works in threads of its own
    const draw = (person, shot, place, crop) => limit(async () => {
        const scene = randomScene(seededRandom(`${seed}/scene ${place}`));
        const bytes = await drawCrop(who(person), scene, seededRandom(`${seed}/${person}/${shot}`), crop);
        onProgress?.(1);
        return bytes;
    });
    const images = {};
    await writeTracked(join(dir, 'luperson-nl'), { seed, people: sizes.tracked, draw, images });
    await writeClean(join(dir, 'lpw'), { people: sizes.clean, draw, images });
    await writeAnnotated(join(dir, 'annotated'), { people: sizes.annotated, draw, who });
    await writeCaptioned(join(dir, 'captioned'), { people: sizes.captioned, seed, draw, who });
    const seen = new Set(Object.values(images).map(({ person }) => person));
    const truth = {
        images,
        people: Object.fromEntries([...seen].map((person) => [person, who(person).labels])),
    };
    writeFileSync(join(dir, 'truth.json'), `${JSON.stringify(truth, null, 1)}\n`);
    return truth;
}
async function writeTracked(dir, { seed, people, draw, images }) {
    const random = seededRandom(`${seed}/noise`);
    const noise = {
        people,
        videos: Math.ceil(people / 20),
        shots: 11,
        shotsMore: 4,
        moved: 0.1,
        cut: 0.08,
        far: 0.02,
        broken: 6,
    };
    const plan = planTracked(noise, random);
    const frames = new Map();
    const records = plan.map(async ({ person, shot, video, label, kind }) => {
        const frame = (frames.get(label) ?? 0) + 1;
        frames.set(label, frame);
        const digits = (n, width) => String(n).padStart(width, '0');
        const key = `${digits(video, 5)}_${digits(label, 6)}_${digits(frame, 7)}_00`;
        images[`luperson-nl/${key}`] = { person: FIRST.tracked + person, kind };
        const bytes = await draw(FIRST.tracked + person, shot, `video ${video}`);
        return { key, value: kind === 'broken' ? breakFile(bytes, seededRandom(`${seed}/${key}`)) : bytes };
    });
    const drawn = await Promise.all(records);
    drawn.sort((a, b) => (a.key < b.key ? -1 : 1));
    mkdirSync(join(dir, 'lmdb'), { recursive: true });
    await writeLmdb(join(dir, 'lmdb', 'data.mdb'), drawn);
}
/** Numbers start anew in every scene, as LPW's do. */
async function writeClean(dir, { people, draw, images }) {
    const work = [];
    for (let n = 0; n < people; n++) {
        const scene = 1 + (n % 3);
        const pid = 1 + Math.floor(n / 3);
        for (let shot = 0; shot < CLEAN_SHOTS; shot++) {
            const view = 1 + (shot % 2);
            const key = `pep_256x128/scen${scene}/view${view}/${pid}/${shot + 1}.jpg`;
            images[`lpw/${key}`] = { person: FIRST.clean + n, kind: 'clean' };
            const size = { width: 128, height: 256 };
            work.push(draw(FIRST.clean + n, shot, `scene ${scene} view ${view}`, { size }).then((bytes) => put(join(dir, key), bytes)));
        }
    }
    await Promise.all(work);
}
async function writeAnnotated(dir, { people, draw, who }) {
    const rows = ['image\tidentity'];
    const labels = {};
    const work = [];
    for (let n = 0; n < people; n++) {
        labels[`drawn:${n}`] = who(FIRST.annotated + n).labels;
        for (let shot = 0; shot < ANNOTATED_SHOTS; shot++) {
            const key = `images/${String(n).padStart(4, '0')}_${shot}.jpg`;
            rows.push(`${key}\tdrawn:${n}`);
            work.push(draw(FIRST.annotated + n, shot, `street ${n % 40}`).then((bytes) => put(join(dir, key), bytes)));
        }
    }
    await Promise.all(work);
    await put(join(dir, 'images.tsv'), `${rows.join('\n')}\n`);
    await put(join(dir, 'labels.json'), `${JSON.stringify(labels, null, 1)}\n`);
}
async function writeCaptioned(dir, { people, seed, draw, who }) {
    if (people === 0)
        return; // an annotation without records is none
    const records = [];
    const work = [];
    for (let n = 0; n < people; n++) {
        const person = FIRST.captioned + n;
        for (let shot = 0; shot < CAPTIONED_SHOTS; shot++) {
            const path = `drawn/${String(n + 1).padStart(4, '0')}_${shot}.jpg`;
            const split = n < people - Math.round(people * VALIDATION) ? 'train' : 'val';
            const captions = drawnCaptions(who(person).labels, seededRandom(`${seed}/captions ${person}/${shot}`));
            records.push({ split, captions, file_path: path, id: n + 1 });
            work.push(draw(person, shot, `crossing ${n % 40}`).then((bytes) => put(join(dir, 'imgs', path), bytes)));
        }
    }
    await Promise.all(work);
    await put(join(dir, 'reid_raw.json'), `${JSON.stringify(records, null, 1)}\n`);
}
async function put(path, bytes) {
    mkdirSync(dirname(path), { recursive: true });
    await writeFile(path, bytes);
}
//# sourceMappingURL=dataset.js.map