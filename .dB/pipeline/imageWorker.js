// One worker thread of the image pool: reads byte ranges, decodes, resizes, and runs a model on what comes out; or on texts.
import { createHash } from 'node:crypto';
import { workerData } from 'node:worker_threads';
import { decodeRgb, MISSING, TRUNCATED } from '../data/image.js';
import { openByteReader } from '../data/readBytes.js';
import { openResizer } from '../data/resize.js';
import { openInference } from '../model/engine/inference.js';
import { openSession } from '../model/engine/session.js';
import { openTextInference } from '../model/engine/textInference.js';
import { UserError } from '../schemas/userError.js';
const { onnxThreads } = workerData;
const reader = openByteReader();
const resizers = new Map();
const sessions = new Map();
const textSessions = new Map();
export default async function run(task) {
    try {
        return { results: await perform(task) };
    }
    catch (error) {
        if (!(error instanceof UserError))
            throw error;
        const { code, message: what, got, fix } = error;
        return { mistake: { code, what, got, fix } };
    }
}
async function perform(task) {
    switch (task.kind) {
        case 'verify':
            return each(task.ranges, (bytes) => verify(bytes));
        case 'decode':
            return each(task.ranges, async (bytes) => resized(await decodeRgb(bytes), task));
        case 'infer':
            return infer(task.ranges, task.model);
        case 'attributes':
        case 'captions':
            return say(task);
        case 'embed':
            return embed(task.rows, task.model);
        case 'describe':
            return describe(task.path);
    }
}
const pictures = (ranges, size) => each(ranges, async (bytes) => resized(await decodeRgb(bytes), size));
async function each(ranges, judge) {
    const verdicts = [];
    for (const range of ranges) {
        const bytes = reader.read(range);
        if (!bytes)
            verdicts.push({ kind: 'drop', reason: MISSING });
        else if (bytes.length < range.length)
            verdicts.push({ kind: 'drop', reason: TRUNCATED });
        else
            verdicts.push(await judge(bytes));
    }
    return verdicts;
}
async function verify(bytes) {
    const decoded = await decodeRgb(bytes);
    if (decoded.kind === 'drop')
        return decoded;
    const { width, height, format } = decoded.value;
    const sha256 = new Uint8Array(createHash('sha256').update(bytes).digest());
    return { kind: 'keep', value: { width, height, format, sha256 } };
}
function resized(decoded, { height, width }) {
    if (decoded.kind === 'drop')
        return decoded;
    const key = `${height}x${width}`;
    let resizer = resizers.get(key);
    if (!resizer)
        resizers.set(key, (resizer = openResizer(height, width)));
    const out = new Uint8Array(height * width * 3);
    resizer.toBytes(decoded.value, out, 0);
    return { kind: 'keep', value: out };
}
async function infer(ranges, model) {
    const decoded = await pictures(ranges, model);
    // One file may be asked for different outputs: a captioner's feature for the noise filter, its logits for attributes.
    const key = JSON.stringify(model);
    let session = sessions.get(key);
    if (!session)
        sessions.set(key, (session = openInference(model, onnxThreads)));
    return (await session).run(decoded);
}
/** Only what speaks loads what that takes. */
async function say(task) {
    const { sayAttributes, sayCaptions, speakerFor } = await import('./spacWorker.js');
    const speaker = await speakerFor(task.model, onnxThreads);
    const seen = await pictures(task.ranges, task.model);
    return task.kind === 'attributes' ? sayAttributes(speaker, seen) : sayCaptions(speaker, seen, task);
}
async function embed(rows, model) {
    const key = JSON.stringify(model);
    let session = textSessions.get(key);
    if (!session)
        textSessions.set(key, (session = openTextInference(model, onnxThreads)));
    return (await session).run(rows);
}
async function describe(path) {
    const session = await openSession(path, { threads: onnxThreads });
    const ports = { inputs: session.inputShapes, outputs: session.outputShapes };
    await session.release();
    return [ports];
}
//# sourceMappingURL=imageWorker.js.map