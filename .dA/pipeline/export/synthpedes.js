import { existsSync, mkdirSync } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pLimit from 'p-limit';
import { toJpeg } from '../../data/image.js';
import { readWhole } from '../../data/readBytes.js';
import { captionReader } from '../../data/imageCaptions.js';
import { locator } from '../../data/locations.js';
import { known, SLOTS, UNKNOWN } from '../../schemas/attributes.js';
import { UserError } from '../../schemas/userError.js';
import { stageHasRun } from '../pending.js';
import { CARD_MARK, dataSetCard } from './card.js';
import { originLine, PROVENANCE } from './provenance.js';
import { exportedPath, selection } from './selection.js';
export const DATASET = 'synthpedes_dataset.json';
const CARD = 'README.md';
/** Image files written at once, and images between two looks at Ctrl-C. */
const FILES = 16;
const BATCH = 256;
/**
 * Writes the data set to `out`. An earlier export there is replaced; the annotation appears last, so a folder that
 * has it is complete. The same manifest gives the same bytes.
 * @throws UserError bad_usage when `out` holds something else; bad_file when a source image is gone
 */
export async function exportSynthpedes(database, options) {
    const { out } = options;
    await makeRoom(out);
    await writeFile(join(out, CARD), CARD_MARK); // marks the folder as ours should we be stopped
    const dataset = await textFile(join(out, `${DATASET}.tmp`));
    const provenance = await textFile(join(out, `${PROVENANCE}.tmp`));
    const describe = describer(database, options.level);
    const locate = locator(database);
    const limit = pLimit(FILES);
    let files = [];
    const flush = async () => {
        await Promise.all(files);
        files = [];
        await dataset.flush();
        await provenance.flush();
        options.signal.throwIfAborted();
    };
    const counts = { images: 0, identities: 0, captions: 0 };
    for (const selected of selection(database, options.level)) {
        const { entry, row } = describe(selected);
        const how = options.images;
        if (how !== 'none') {
            const bytes = locate([selected.image])[0];
            files.push(limit(() => placeImage(bytes, row, join(out, entry.file_path), how)));
        }
        dataset.add(`${counts.images === 0 ? '[\n' : ',\n'}${JSON.stringify(entry)}`);
        const origin = { source: row.kind, key: selected.key, sha256: row.sha256.toString('hex') };
        provenance.add(originLine({ file_path: entry.file_path, ...origin }));
        counts.images++;
        counts.identities = selected.number;
        counts.captions += entry.captions.length + (entry.prompt_caption?.length ?? 0);
        if (counts.images % BATCH === 0) {
            await flush();
            options.progress.advance(BATCH);
        }
    }
    dataset.add(counts.images === 0 ? '[]\n' : '\n]\n');
    await flush();
    options.progress.advance(counts.images % BATCH);
    await dataset.close();
    await provenance.close();
    await writeFile(join(out, CARD), dataSetCard(database, { level: options.level, counts, note: options.note }));
    await rename(join(out, `${PROVENANCE}.tmp`), join(out, PROVENANCE));
    await rename(join(out, `${DATASET}.tmp`), join(out, DATASET));
    return counts;
}
/** Empties `out` of an earlier export of ours; refuses to touch anything else. */
async function makeRoom(out) {
    // Where the file system takes no folder (/proc), Node's recursive mkdir tries for ever; a plain one says so.
    if (existsSync(dirname(out)) && !existsSync(out))
        mkdirSync(out);
    await mkdir(out, { recursive: true });
    for (const name of await earlierExport(out))
        await rm(join(out, name), { recursive: true });
}
/** Names of what an earlier export left in a folder. @throws UserError bad_usage where something else is there */
export async function earlierExport(out) {
    const names = existsSync(out) ? await readdir(out) : [];
    if (names.length === 0)
        return [];
    const card = await readFile(join(out, CARD), 'utf8').catch(() => '');
    if (!card.startsWith(CARD_MARK)) {
        throw new UserError('bad_usage', {
            what: `${out} is not empty, and not an earlier export.`,
            got: names.slice(0, 5).join(', '),
            fix: 'name a new or empty folder',
        });
    }
    return names.filter((name) => /^Part\d+$/.test(name) || name.startsWith(DATASET) || name.startsWith(PROVENANCE));
}
/** Prepares the look-up of everything that the export says of an image. */
function describer(database, level) {
    const file = database.prepare(`SELECT s.kind, c.format, c.sha256, s.container = 0 AS whole
       FROM images i JOIN sources s ON s.id = i.source_id JOIN contents c ON c.image_id = i.id WHERE i.id = ?`);
    const annotated = level === 'annotate' || level === 'distribute';
    const attributes = database.prepare(level === 'distribute'
        ? `SELECT d.gender, a.head, a.upper, a.lower, a.shoes, a.belongings
           FROM attributes a JOIN distributed d USING (image_id) WHERE image_id = ?`
        : 'SELECT gender, head, upper, lower, shoes, belongings FROM attributes WHERE image_id = ?');
    const captioned = level === 'distribute' && stageHasRun(database, 'caption');
    const captions = captionReader(database);
    return ({ image, number, n }) => {
        const entry = { id: number, file_path: exportedPath(number, n), captions: [] };
        if (annotated)
            entry.attributes = [attributesText(attributes.get(image))];
        for (const { style, text } of captioned ? captions(image) : []) {
            if (style === 0)
                entry.prompt_caption = [text];
            else
                entry.captions.push(text);
        }
        const { id, file_path, attributes: six, captions: generated, prompt_caption } = entry;
        // The released order of keys.
        return { entry: { id, file_path, attributes: six, captions: generated, prompt_caption }, row: file.get(image) };
    };
}
/** Six phrases, comma-separated without blanks; what is not known or not there is `unknown`. */
export function attributesText(attributes) {
    return SLOTS.map((slot) => known(attributes[slot])?.replaceAll(',', '') ?? UNKNOWN).join(',');
}
/** A whole JPEG file is linked or copied, a JPEG inside a container written out, anything else re-encoded. */
async function placeImage(bytes, row, to, how) {
    try {
        await mkdir(dirname(to), { recursive: true });
        if (row.format !== 'jpeg')
            return await writeFile(to, await toJpeg(await readWhole(bytes)));
        if (!row.whole)
            return await writeFile(to, await readWhole(bytes));
        if (how === 'link' && (await linked(bytes.path, to)))
            return;
        await copyFile(bytes.path, to);
    }
    catch (cause) {
        throw placeError(bytes, to, cause);
    }
}
/** False where the file system cannot link there (another device, or no links at all). */
async function linked(from, to) {
    try {
        await link(await realpath(from), to); // a link to a symbolic link would break when the source is moved
        return true;
    }
    catch (error) {
        if (['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP', 'EACCES'].includes(error.code ?? ''))
            return false;
        throw error;
    }
}
function placeError(bytes, to, cause) {
    const full = diskFull(to, cause);
    if (full)
        return full;
    const code = cause.code;
    if (code === 'ENOENT' || code === 'EIO') {
        const fix = 'put the source back where it was ingested, or ingest it again with --resume always';
        return new UserError('bad_file', { what: 'An image of the data set cannot be read.', got: bytes.path, fix }, { cause });
    }
    return cause;
}
/** A text file that is written a batch of lines at a time, so that a full disk is an error of the batch that met it. */
async function textFile(path) {
    const file = await open(path, 'w');
    let lines = [];
    return {
        add: (text) => void lines.push(text),
        async flush() {
            await file.appendFile(lines.join('')).catch((cause) => {
                throw diskFull(path, cause) ?? cause;
            });
            lines = [];
        },
        async close() {
            await file.sync();
            await file.close();
        },
    };
}
function diskFull(at, cause) {
    if (!['ENOSPC', 'EDQUOT'].includes(cause.code ?? ''))
        return undefined;
    const fix = 'free space, or export with --annotations-only';
    return new UserError('disk_full', { what: `The disk is full at ${at}.`, fix }, { cause });
}
//# sourceMappingURL=synthpedes.js.map