// Event files, read back by a small reader of its own: framing, checksums and messages as TensorFlow publishes them.
import test from 'ava';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { openEventFile } from '../../../model/train/eventFile.js';
import { crc32c, framed } from '../../../model/train/tfRecord.js';
import { temporaryFolder } from '../../temporary.js';
test('CRC-32C gives the published checksums', (t) => {
    const hex = (bytes) => crc32c(Uint8Array.from(bytes)).toString(16);
    t.is(hex(Buffer.from('123456789')), 'e3069283');
    // RFC 3720, appendix B.4
    t.is(hex(Array(32).fill(0)), '8a9136aa');
    t.is(hex(Array(32).fill(255)), '62a8ab43');
    t.is(hex(Array.from({ length: 32 }, (_, i) => i)), '46dd794e');
    t.is(hex(Array.from({ length: 32 }, (_, i) => 31 - i)), '113fdb5c');
    t.is(hex([]), '0');
});
test('a frame is length, masked checksum, bytes, masked checksum', (t) => {
    const frame = Buffer.from(framed(Buffer.from('123456789')));
    t.is(frame.readBigUInt64LE(0), 9n);
    t.is(frame.subarray(12, 21).toString(), '123456789');
    // 0xe3069283 turned right by 15 bits is 0x2507c60d; and 0xa282ead8 more.
    t.is(frame.readUInt32LE(21), 0xc78ab0e5);
    t.is(frame.length, 25);
});
/** Bit by bit, where the writer has a table. */
function slowCrc(bytes) {
    let crc = 0xffffffffn;
    for (const byte of bytes) {
        crc ^= BigInt(byte);
        for (let bit = 0; bit < 8; bit++)
            crc = (crc >> 1n) ^ (crc & 1n ? 0x82f63b78n : 0n);
    }
    return Number(crc ^ 0xffffffffn);
}
function masked(bytes) {
    const crc = BigInt(slowCrc(bytes));
    return Number((((crc >> 15n) | ((crc << 17n) & 0xffffffffn)) + 0xa282ead8n) & 0xffffffffn);
}
function* records(file) {
    for (let at = 0; at < file.length;) {
        const length = Number(file.readBigUInt64LE(at));
        if (masked(file.subarray(at, at + 8)) !== file.readUInt32LE(at + 8))
            throw new Error('checksum of a length');
        const record = file.subarray(at + 12, at + 12 + length);
        if (masked(record) !== file.readUInt32LE(at + 12 + length))
            throw new Error('checksum of a record');
        yield record;
        at += 16 + length;
    }
}
/** Any protobuf message: its fields by number. */
function parse(bytes) {
    const fields = {};
    let at = 0;
    const varint = () => {
        let value = 0n;
        for (let shift = 0n;; shift += 7n) {
            const byte = bytes[at++];
            value |= BigInt(byte & 127) << shift;
            if (byte < 128)
                return Number(BigInt.asIntN(64, value));
        }
    };
    while (at < bytes.length) {
        const key = varint();
        const read = {
            0: varint,
            1: () => bytes.readDoubleLE((at += 8) - 8),
            2: () => {
                const length = varint();
                return bytes.subarray(at, (at += length));
            },
            5: () => bytes.readFloatLE((at += 4) - 4),
        }[key & 7];
        (fields[key >> 3] ??= []).push(read());
    }
    return fields;
}
/** What is found along a path of field numbers. */
function at(message, ...[field, ...rest]) {
    const value = message[field]?.[0];
    return rest.length === 0 || value === undefined ? value : at(parse(value), ...rest);
}
const read = (path) => [...records(readFileSync(path))].map(parse);
test('scalars, texts and pictures stand in the file with step and time, readable at any moment', (t) => {
    let now = 1_700_000_000.25;
    const file = openEventFile(temporaryFolder(), { clock: () => now++ });
    t.regex(basename(file.path), /^events\.out\.tfevents\.1700000000\./);
    file.scalar('loss/caption', 7, 2.5);
    file.scalar('loss/caption', 3_000_000_000, NaN);
    file.text('samples', 8, 'A **man** in a café');
    const png = Buffer.from([1, 2, 3, 200]);
    file.image('first/batch', 9, png, { height: 384, width: 128 });
    const events = read(file.path); // not closed yet
    file.close();
    t.deepEqual(events.map((event) => [event[1][0], event[2][0]]), [
        [1_700_000_001.25, 0],
        [1_700_000_002.25, 0],
        [1_700_000_003.25, 7],
        [1_700_000_004.25, 3_000_000_000],
        [1_700_000_005.25, 8],
        [1_700_000_006.25, 9],
    ]);
    const [version, start, scalar, nan, text, image] = events;
    t.is(String(at(version, 3)), 'brain.Event:2');
    t.is(at(start, 7, 1), 1, 'SessionLog.START');
    t.is(String(at(scalar, 5, 1, 1)), 'loss/caption');
    t.is(at(scalar, 5, 1, 2), 2.5);
    t.is(at(nan, 5, 1, 2), NaN);
    t.is(String(at(text, 5, 1, 1)), 'samples');
    t.is(at(text, 5, 1, 8, 1), 7, 'strings');
    t.is(at(text, 5, 1, 8, 2, 2, 1), 1, 'one of them');
    t.is(String(at(text, 5, 1, 8, 8)), 'A **man** in a café');
    t.is(String(at(text, 5, 1, 9, 1, 1)), 'text', 'for the text plugin');
    t.deepEqual([1, 2, 3].map((field) => at(image, 5, 1, 4, field)), [384, 128, 3]);
    t.deepEqual(at(image, 5, 1, 4, 4), png);
});
test('a resumed training opens a further file that comes after the others and takes back later steps', (t) => {
    const folder = temporaryFolder();
    for (const clock of [() => 1_700_000_000, () => 1_700_000_000, () => 1_600_000_000]) {
        const resumedStep = readdirSync(folder).length === 0 ? undefined : 40;
        const file = openEventFile(folder, { clock, resumedStep });
        file.scalar('loss', 41, 1);
        file.close();
        t.is(basename(file.path), readdirSync(folder).sort().at(-1), 'the last one, whatever the clock says');
        const [, start, scalar] = read(file.path);
        // SessionLog.START takes back its step and later ones.
        t.deepEqual([start[2][0], at(start, 7, 1), scalar[2][0]], [resumedStep === undefined ? 0 : 41, 1, 41]);
    }
    t.is(readdirSync(folder).length, 3);
});
//# sourceMappingURL=eventFile.test.js.map