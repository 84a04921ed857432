// A whole collection of drawn people: a tracked source with label noise, a clean one, an annotated and a captioned set of others, and the truth.
import { mkdirSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pLimit from 'p-limit';
import { writeLmdb, type LmdbRecord } from '../lmdbWriter.js';
import { seededRandom } from '../random.js';
import { drawnCaptions } from './captions.js';
import { drawCrop, type CropOptions } from './crop.js';
import { breakFile, planTracked, type NoiseKind } from './noise.js';
import { randomPerson, type DrawnLabels, type Person } from './person.js';
import { randomScene } from './scene.js';

export interface DrawnTruth {
  /** By `<source kind>/<key>`. */
  readonly images: Record<string, { readonly person: number; readonly kind: NoiseKind }>;
  readonly people: Record<number, DrawnLabels>;
}

export interface DrawnSizes {
  /** People of the tracked source, of the clean one, annotated and captioned ones. */
  readonly tracked: number;
  readonly clean: number;
  readonly annotated: number;
  readonly captioned: number;
}

const SIZES: DrawnSizes = { tracked: 120, clean: 30, annotated: 420, captioned: 120 };
/** Pictures of one clean, of one annotated and of one captioned person. */
const CLEAN_SHOTS = 7;
const ANNOTATED_SHOTS = 4;
const CAPTIONED_SHOTS = 3;
/** Of the captioned people, the last ones are for validation. */
const VALIDATION = 1 / 6;
/** People of the sources are numbered from here on, so that nobody is in two of them. */
const FIRST = { tracked: 0, clean: 100_000, annotated: 200_000, captioned: 300_000 };

/** Draws a person's picture; it depends on the seed, the person and the shot alone. */
type Draw = (person: number, shot: number, place: string, options?: CropOptions) => Promise<Uint8Array>;

/**
 * Writes `<dir>/luperson-nl/lmdb/data.mdb`, `<dir>/lpw/pep_256x128/...`, `<dir>/annotated/` (of kind `drawn`), `<dir>/captioned/`
 * (laid out as CUHK-PEDES; caption 1 in style 1, caption 2 in style 2) and `<dir>/truth.json`. The same seed and sizes give
 * the same bytes, and the size of one part does not touch another.
 */
export async function writeDrawnDataset(
  dir: string,
  options: { seed: number; sizes?: Partial<DrawnSizes>; onProgress?: (pictures: number) => void },
): Promise<DrawnTruth> {
  const { seed, onProgress } = options;
  const sizes = { ...SIZES, ...options.sizes };
  const people = new Map<number, Person>();
  const who = (person: number): Person => {
    let found = people.get(person);
    if (!found) people.set(person, (found = randomPerson(seededRandom(`${seed}/person ${person}`))));
    return found;
  };
  const limit = pLimit(6); // sharp works in threads of its own
  const draw: Draw = (person, shot, place, crop) =>
    limit(async () => {
      const scene = randomScene(seededRandom(`${seed}/scene ${place}`));
      const bytes = await drawCrop(who(person), scene, seededRandom(`${seed}/${person}/${shot}`), crop);
      onProgress?.(1);
      return bytes;
    });
  const images: DrawnTruth['images'] = {};
  await writeTracked(join(dir, 'luperson-nl'), { seed, people: sizes.tracked, draw, images });
  await writeClean(join(dir, 'lpw'), { people: sizes.clean, draw, images });
  await writeAnnotated(join(dir, 'annotated'), { people: sizes.annotated, draw, who });
  await writeCaptioned(join(dir, 'captioned'), { people: sizes.captioned, seed, draw, who });
  const seen = new Set(Object.values(images).map(({ person }) => person));
  const truth: DrawnTruth = {
    images,
    people: Object.fromEntries([...seen].map((person) => [person, who(person).labels])),
  };
  writeFileSync(join(dir, 'truth.json'), `${JSON.stringify(truth, null, 1)}\n`);
  return truth;
}

async function writeTracked(
  dir: string,
  { seed, people, draw, images }: { seed: number; people: number; draw: Draw; images: DrawnTruth['images'] },
): Promise<void> {
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
  const frames = new Map<number, number>();
  const records = plan.map(async ({ person, shot, video, label, kind }): Promise<LmdbRecord> => {
    const frame = (frames.get(label) ?? 0) + 1;
    frames.set(label, frame);
    const digits = (n: number, width: number): string => String(n).padStart(width, '0');
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
async function writeClean(
  dir: string,
  { people, draw, images }: { people: number; draw: Draw; images: DrawnTruth['images'] },
): Promise<void> {
  const work: Array<Promise<void>> = [];
  for (let n = 0; n < people; n++) {
    const scene = 1 + (n % 3);
    const pid = 1 + Math.floor(n / 3);
    for (let shot = 0; shot < CLEAN_SHOTS; shot++) {
      const view = 1 + (shot % 2);
      const key = `pep_256x128/scen${scene}/view${view}/${pid}/${shot + 1}.jpg`;
      images[`lpw/${key}`] = { person: FIRST.clean + n, kind: 'clean' };
      const size = { width: 128, height: 256 };
      work.push(
        draw(FIRST.clean + n, shot, `scene ${scene} view ${view}`, { size }).then((bytes) =>
          put(join(dir, key), bytes),
        ),
      );
    }
  }
  await Promise.all(work);
}

async function writeAnnotated(
  dir: string,
  { people, draw, who }: { people: number; draw: Draw; who: (person: number) => Person },
): Promise<void> {
  const rows: string[] = ['image\tidentity'];
  const labels: Record<string, DrawnLabels> = {};
  const work: Array<Promise<void>> = [];
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

async function writeCaptioned(
  dir: string,
  { people, seed, draw, who }: { people: number; seed: number; draw: Draw; who: (person: number) => Person },
): Promise<void> {
  if (people === 0) return; // an annotation without records is none
  const records: unknown[] = [];
  const work: Array<Promise<void>> = [];
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

async function put(path: string, bytes: string | Uint8Array): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}
