/**
 * A noisy LUPerson-NL out of Market-1501: real people, whose true identity is known, under labels as a tracker would
 * have made them. Neighbours in label order share a video; some images carry a neighbour's label (a swap), some people
 * are cut into two neighbouring labels (a lost track), some images come from far away (a false match).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomInt, shuffle } from '../../data/random.js';
export const NOISY_DEFAULTS = {
    identities: 300,
    perVideo: 50,
    moved: 0.1,
    movedRange: 2,
    cut: 0.1,
    cutBy: 'order',
    far: 0.02,
};
/** Labels the given file names (`<pid:04d>_c..jpg`, pid above 0) noisily. Sorted by key. */
export function noisyMarket(files, options, random) {
    const people = byPerson(files);
    const drawn = shuffle(random, [...people.keys()]).slice(0, options.identities);
    const chosen = new Set(drawn);
    const labels = [];
    const drafts = [];
    drawn.sort((a, b) => a - b);
    for (const [place, person] of drawn.entries()) {
        const video = 1 + Math.floor(place / options.perVideo);
        drafts.push(...labelPerson(person, { files: people.get(person), video, labels, options, random }));
    }
    const outside = shuffle(random, [...people.entries()].filter(([person]) => !chosen.has(person)).flatMap(([, f]) => f));
    const order = shuffle(random, [...drafts]);
    const moved = Math.round(options.moved * drafts.length);
    const far = Math.round(options.far * drafts.length);
    for (const draft of order.slice(0, moved))
        moveNear(draft, labels, { range: options.movedRange, random });
    for (const [i, draft] of order.slice(moved, moved + far).entries()) {
        const file = i % 2 === 0 ? outside.pop() : undefined;
        if (file === undefined)
            moveFar(draft, labels, random);
        else
            drafts.push({ file, person: personOf(file), label: draft.label, kind: 'far' });
    }
    return named(drafts, labels);
}
/** File names of a Market-1501 folder, junk (-1) and distractors (0) left out, sorted. */
export function marketFiles(dir) {
    return readdirSync(dir)
        .filter((file) => /^\d{4}_c\ds\d_\d+_\d+\.jpg$/.test(file) && personOf(file) > 0)
        .sort();
}
/** Entries for the LMDB writer, in key order; the bytes are those of the files. */
export function* noisyEntries(dir, images) {
    for (const { key, file } of images)
        yield { key, value: readFileSync(join(dir, file)) };
}
function personOf(file) {
    return Number(file.slice(0, 4));
}
function byPerson(files) {
    const people = new Map();
    for (const file of [...files].sort()) {
        const person = personOf(file);
        const own = people.get(person);
        if (own)
            own.push(file);
        else
            people.set(person, [file]);
    }
    return people;
}
/** Gives one person one label, or two where the person is cut (both halves get an image at least). */
function labelPerson(person, context) {
    const { files, video, labels, options, random } = context;
    labels.push({ video, person });
    const first = labels.length;
    const isCut = random() < options.cut && files.length > 1;
    if (!isCut)
        return files.map((file) => ({ file, person, label: first, kind: 'clean' }));
    labels.push({ video, person });
    const share = 0.3 + 0.4 * random();
    const at = Math.min(files.length - 1, Math.max(1, Math.round(share * files.length)));
    const ordered = options.cutBy === 'order' ? files : shuffle(random, [...files]);
    return ordered.map((file, i) => ({
        file,
        person,
        label: i < at ? first : first + 1,
        kind: i < at ? 'clean' : 'cut',
    }));
}
/** To another person's label within range in the same video, if there is one. */
function moveNear(draft, labels, { range, random }) {
    const own = labels[draft.label - 1];
    const near = labels
        .map((label, i) => ({ ...label, label: i + 1 }))
        .slice(Math.max(0, draft.label - 1 - range), draft.label + range)
        .filter((other) => other.video === own.video && other.person !== own.person);
    if (near.length === 0)
        return;
    draft.label = near[randomInt(random, near.length)].label;
    draft.kind = 'moved';
}
/** To a label at least ten away. */
function moveFar(draft, labels, random) {
    const own = draft.label;
    if (own <= 10 && own + 10 > labels.length)
        return;
    do
        draft.label = 1 + randomInt(random, labels.length);
    while (Math.abs(draft.label - own) < 10);
    draft.kind = 'far';
}
/** Frames number the images of a video in the order of their files, so nobody can read the truth off the key. */
function named(drafts, labels) {
    const frames = new Map();
    const pad = (value, width) => String(value).padStart(width, '0');
    const images = [...drafts]
        .sort((a, b) => (a.file < b.file ? -1 : 1))
        .map(({ file, person, label, kind }) => {
        const { video } = labels[label - 1];
        const frame = (frames.get(video) ?? 0) + 1;
        frames.set(video, frame);
        return { key: `${pad(video, 5)}_${pad(label, 6)}_${pad(frame, 7)}_00`, file, label, person, kind };
    });
    return images.sort((a, b) => (a.key < b.key ? -1 : 1));
}
//# sourceMappingURL=noisyMarket.js.map