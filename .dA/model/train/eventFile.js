/**
 * A training's event file, which TensorBoard shows: scalars, texts and pictures by step. Messages of tensorflow's
 * core/util/event.proto, core/framework/summary.proto and tensor.proto, one a TFRecord.
 */
import { closeSync, mkdirSync, openSync, readdirSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { join as joinPath } from 'node:path';
import { bytesField, double, float, integer, join, message } from '../../data/protobuf.js';
import { framed } from './tfRecord.js';
const PREFIX = 'events.out.tfevents';
const VERSION = 'brain.Event:2';
/** SessionLog.START */
const START = 1;
const COLOURS = 3;
const DT_STRING = 7;
const DATA_CLASS_TENSOR = 2;
/**
 * Opens a further file in the folder, which is made where it is not there; TensorBoard shows all files of a folder as one
 * training. A record is in the file when the call returns.
 */
export function openEventFile(folder, options = {}) {
    const { resumedStep, clock = () => Date.now() / 1000 } = options;
    mkdirSync(folder, { recursive: true });
    const path = joinPath(folder, nextName(readdirSync(folder), clock()));
    const file = openSync(path, 'wx');
    const write = (step, content) => {
        const bytes = framed(join([...double(1, clock()), ...integer(2, step), ...content]));
        for (let at = 0; at < bytes.length;)
            at += writeSync(file, bytes, at);
    };
    const summary = (tag, step, value) => write(step, message(5, message(1, [...bytesField(1, tag), ...value])));
    write(0, bytesField(3, VERSION));
    // A start takes back what earlier files of the folder say of its step and later ones, if theirs began with one too.
    write(resumedStep === undefined ? 0 : resumedStep + 1, message(7, integer(1, START)));
    return {
        path,
        scalar: (tag, step, value) => summary(tag, step, float(2, value)),
        text: (tag, step, markdown) => summary(tag, step, textValue(markdown)),
        image: (tag, step, png, size) => summary(tag, step, imageValue(png, size)),
        close: () => closeSync(file),
    };
}
/**
 * TensorBoard reads the files of a folder in the order of their names, so a new one comes after all others, also where
 * the clock was put back.
 */
function nextName(names, seconds) {
    const times = names.flatMap((name) => {
        const [, digits] = /^events\.out\.tfevents\.(\d{10})\./.exec(name) ?? [];
        return digits === undefined ? [] : [Number(digits)];
    });
    const time = Math.max(Math.floor(seconds), ...times.map((each) => each + 1));
    return `${PREFIX}.${String(time).padStart(10, '0')}.${hostname()}.${process.pid}`;
}
/** One string, for TensorBoard's text plugin: it is shown as Markdown. */
function textValue(markdown) {
    const one = message(2, message(2, integer(1, 1)));
    const tensor = [...integer(1, DT_STRING), ...one, ...bytesField(8, markdown)];
    const metadata = [...message(1, bytesField(1, 'text')), ...integer(4, DATA_CLASS_TENSOR)];
    return [...message(8, tensor), ...message(9, metadata)];
}
function imageValue(png, { height, width }) {
    return message(4, [...integer(1, height), ...integer(2, width), ...integer(3, COLOURS), ...bytesField(4, png)]);
}
//# sourceMappingURL=eventFile.js.map