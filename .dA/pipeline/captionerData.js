// What `train captioner` learns from: captioned sets, annotated sets and texts, without what is evaluated on.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { ANNOTATED_KINDS, annotationFingerprint } from '../data/annotated/record.js';
import { readAnnotated } from '../data/annotated/read.js';
import { leakOf, tracesOf } from '../data/captioned/heldOut.js';
import { openCaptioned } from '../data/captioned/read.js';
import { captionAttributes } from '../data/lexicon/phrases.js';
import { seededRandom, shuffle } from '../data/random.js';
import { attributesOfLabels } from '../model/classifier/labelPhrases.js';
import { CAPTIONED_KINDS } from '../schemas/choices.js';
import { UserError } from '../schemas/userError.js';
/** Where no set brings a val part, this share of the identities of the training parts becomes it. */
const VAL_SHARE = 0.05;
const isCaptioned = (kind) => CAPTIONED_KINDS.some((each) => each === kind);
const isAnnotated = (kind) => ANNOTATED_KINDS.some((each) => each === kind);
/**
 * Reads all sources. Val and test parts of the captioned ones are evaluated on: what is in them is left out of everything else.
 * @throws UserError those of the readers
 */
export async function readCaptionerData(context, sources, seed) {
    const progress = context.report.start('read', 0, 'records');
    try {
        const captioned = sources.filter((source) => isCaptioned(source.kind));
        const evaluated = await tracesOf(evaluatedRecords(captioned));
        const read = [];
        for (const source of sources) {
            context.signal.throwIfAborted();
            read.push(await readSource(context, source, evaluated, () => progress.advance(1)));
        }
        const train = read.flatMap((each) => each.train);
        const val = read.flatMap((each) => each.val);
        const split = val.length > 0 ? { train, val } : withoutVal(train, seed);
        return {
            train: split.train.map(captionedOf),
            val: split.val.map(captionedOf),
            labelled: read.flatMap((each) => each.labelled),
            texts: read.flatMap((each) => each.texts),
            sources: read.map((each) => each.summary),
        };
    }
    finally {
        progress.end();
    }
}
/** Is the source where it is said to be? @throws UserError missing_path, bad_layout, bad_file */
export async function checkCaptionerSource({ kind, path }) {
    if (isCaptioned(kind))
        openCaptioned(kind, path);
    else if (isAnnotated(kind))
        await readAnnotated(kind, path);
    else if (!existsSync(path))
        throw noTexts(path);
}
async function* evaluatedRecords(sources) {
    for (const { kind, path } of sources)
        for await (const record of openCaptioned(kind, path).records())
            if (record.split !== 'train')
                yield { ...record, kind };
}
async function readSource(context, source, evaluated, onRecord) {
    const { kind, path } = source;
    const data = {
        train: [],
        val: [],
        labelled: [],
        texts: [],
    };
    const leftOut = { identity: 0, caption: 0, image: 0, missing: 0 };
    const hash = createHash('sha256');
    /** Whether something may be learned from; else it is counted. */
    const isClean = async (candidate) => {
        onRecord();
        const leak = await leakOf(candidate, evaluated);
        if (leak)
            leftOut[leak]++;
        else if (candidate.path !== undefined && !existsSync(candidate.path))
            leftOut.missing++;
        else
            return true;
        return false;
    };
    if (isCaptioned(kind)) {
        for await (const record of openCaptioned(kind, path).records()) {
            context.signal.throwIfAborted();
            hash.update(JSON.stringify([record.key, record.split, record.captions]));
            if (record.split === 'val') {
                if (existsSync(record.path))
                    data.val.push(record);
            }
            else if (record.split === 'train' && (await isClean({ ...record, kind })))
                data.train.push(record);
        }
    }
    else if (isAnnotated(kind)) {
        const set = await readAnnotated(kind, path);
        hash.update(annotationFingerprint(set.records));
        for (const { key, path: file, identity, labels } of set.records)
            if (await isClean({ kind, key, identity, captions: [], path: file }))
                data.labelled.push({ path: file, attributes: attributesOfLabels(labels) });
    }
    else {
        for await (const { key, captions } of readTexts(path)) {
            hash.update(JSON.stringify(captions));
            if (await isClean({ kind: 'cuhk-pedes', key, captions }))
                data.texts.push(...captions);
        }
    }
    return { ...data, summary: summaryOf(source, data, leftOut, hash.digest('hex')) };
}
function summaryOf({ kind, path }, { train, labelled, texts }, leftOut, fingerprint) {
    const captions = train.reduce((n, record) => n + record.captions.length, texts.length);
    return { kind, folder: basename(path), images: train.length + labelled.length, captions, leftOut, fingerprint };
}
const noTexts = (path) => new UserError('missing_path', { what: `There are no captions at ${path}.`, fix: 'give a JSON-lines file' });
/** @throws UserError missing_path, bad_file */
async function* readTexts(path) {
    if (!existsSync(path))
        throw noTexts(path);
    let number = 0;
    for await (const line of createInterface({ input: createReadStream(path) })) {
        number++;
        if (line.trim() === '')
            continue;
        const { file_path: key, captions } = parseTexts(path, number, line);
        yield { key, captions };
    }
}
function parseTexts(path, number, line) {
    const fail = () => new UserError('bad_file', {
        what: `${path}, line ${number}, is no text.`,
        got: line.slice(0, 120),
        fix: 'one JSON object a line: {"captions": ["...", ...]}, with "file_path" where the picture has a name',
    });
    let value;
    try {
        value = (JSON.parse(line) ?? {});
    }
    catch {
        throw fail();
    }
    const { file_path: key, captions } = value;
    if (!Array.isArray(captions) || !captions.every((each) => typeof each === 'string'))
        throw fail();
    if (key !== undefined && typeof key !== 'string')
        throw fail();
    return { file_path: key, captions };
}
const captionedOf = ({ path, captions }) => ({
    path,
    captions,
    attributes: captionAttributes(captions),
});
function withoutVal(records, seed) {
    const identities = shuffle(seededRandom(`val/${seed}`), [...new Set(records.map(({ identity }) => identity))].sort());
    const held = new Set(identities.slice(0, Math.floor(VAL_SHARE * identities.length)));
    return {
        train: records.filter(({ identity }) => !held.has(identity)),
        val: records.filter(({ identity }) => held.has(identity)),
    };
}
//# sourceMappingURL=captionerData.js.map