/**
 * Feature files: float32 rows of D columns one after another (row-major, little-endian, no header, so `numpy.fromfile`
 * reads one), and beside each a JSON file that says D and which model made it.
 *
 * Which rows count is not recorded here but in the manifest, that stores each image's row: rows are written and
 * flushed first and committed after, and whoever opens the file for writing states the committed count. What lies past it was
 * written by a run that died in between; it is cut off and written again.
 */
import { closeSync, constants, fdatasyncSync, fstatSync, ftruncateSync, openSync, readFileSync, readSync, renameSync, writeFileSync, writeSync, } from 'node:fs';
import { z } from 'zod';
import { UserError } from '../schemas/userError.js';
const Header = z.object({
    /** D, numbers in a row. */
    columns: z.int().positive(),
    /** Hash of the model file (and of its preprocessing) that made the rows. */
    model: z.string(),
});
const BYTES = Float32Array.BYTES_PER_ELEMENT;
/** One system call moves at most 2 GiB - 4 KiB on Linux. */
const CHUNK = 2 ** 30;
/**
 * Opens a feature file for appending, made if it is not there.
 * @param committed rows that the manifest knows of; anything after them is cut off.
 * @throws UserError `bad_file` where the file was made by another model, or has fewer rows than were committed.
 */
export function openFeatureWriter(path, header, committed) {
    const { columns } = header;
    if (committed > 0)
        requireHeader(path, header);
    else
        writeHeader(path, header);
    const file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o644);
    const rowBytes = columns * BYTES;
    let next = committed;
    const size = fstatSync(file).size;
    if (size < committed * rowBytes) {
        closeSync(file);
        throw tooShort(path, Math.floor(size / rowBytes), committed);
    }
    ftruncateSync(file, committed * rowBytes);
    return {
        append(rows) {
            if (rows.length % columns !== 0)
                throw new RangeError(`${rows.length} numbers are no rows of ${columns}`);
            const first = next;
            writeAll(file, Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength), first * rowBytes);
            next += rows.length / columns;
            return first;
        },
        flush: () => fdatasyncSync(file),
        close: () => closeSync(file),
    };
}
/**
 * Opens a feature file for reading.
 * @throws UserError `bad_file` where it was made by another model; reading a row that is not there throws the same.
 */
export function openFeatureReader(path, header) {
    requireHeader(path, header);
    const { columns } = header;
    const file = openSync(path, 'r');
    const fill = (out, outRow, [first, count]) => {
        const bytes = Buffer.from(out.buffer, out.byteOffset + outRow * columns * BYTES, count * columns * BYTES);
        const read = readAll(file, bytes, first * columns * BYTES);
        if (read < bytes.length)
            throw tooShort(path, first + Math.floor(read / (columns * BYTES)), first + count);
    };
    return {
        columns,
        range(first, count) {
            const out = new Float32Array(count * columns);
            fill(out, 0, [first, count]);
            return out;
        },
        rows(rows) {
            const out = new Float32Array(rows.length * columns);
            for (let start = 0; start < rows.length;) {
                let end = start + 1;
                while (end < rows.length && rows[end] === rows[end - 1] + 1)
                    end++;
                fill(out, start, [rows[start], end - start]);
                start = end;
            }
            return out;
        },
        close: () => closeSync(file),
    };
}
/**
 * What made a feature file.
 * @throws UserError `bad_file` where the JSON beside it is missing or says something else.
 */
export function readFeatureHeader(path) {
    let text;
    try {
        text = readFileSync(headerPath(path), 'utf8');
    }
    catch (cause) {
        throw badHeader(path, 'it cannot be read', cause);
    }
    const parsed = Header.safeParse(parseJson(text));
    if (!parsed.success)
        throw badHeader(path, text.slice(0, 80));
    return parsed.data;
}
function headerPath(path) {
    return `${path}.json`;
}
/** In one piece or not at all: a reader never sees half a header. */
function writeHeader(path, header) {
    const draft = `${headerPath(path)}.tmp`;
    writeFileSync(draft, `${JSON.stringify(Header.parse(header))}\n`, { flush: true });
    renameSync(draft, headerPath(path));
}
function requireHeader(path, wanted) {
    const found = readFeatureHeader(path);
    if (found.columns === wanted.columns && found.model === wanted.model)
        return;
    throw new UserError('bad_file', {
        what: `The features in ${path} were made by another model.`,
        got: `${found.columns} columns of model ${found.model} (expected ${wanted.columns} of ${wanted.model})`,
        fix: 'run `denoise` again with the model that made them, or `reset denoise`',
    });
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined; // the schema refuses it with the text itself as evidence
    }
}
function badHeader(path, got, cause) {
    const what = `${headerPath(path)} does not say what the features in ${path} are.`;
    return new UserError('bad_file', { what, got, fix: '`reset denoise`: features are made anew' }, { cause });
}
function tooShort(path, got, wanted) {
    return new UserError('bad_file', {
        what: `The feature file ${path} is shorter than the manifest says.`,
        got: `${got} rows (expected at least ${wanted})`,
        fix: '`reset denoise`: features are made anew',
    });
}
function writeAll(file, bytes, position) {
    for (let done = 0; done < bytes.length;) {
        done += writeSync(file, bytes, done, Math.min(bytes.length - done, CHUNK), position + done);
    }
}
/** Returns how many bytes there were. */
function readAll(file, bytes, position) {
    let done = 0;
    while (done < bytes.length) {
        const read = readSync(file, bytes, done, Math.min(bytes.length - done, CHUNK), position + done);
        if (read === 0)
            break;
        done += read;
    }
    return done;
}
//# sourceMappingURL=features.js.map