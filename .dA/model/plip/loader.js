/**
 * Batches ahead of the training. Threads make whole batches in turns; the training's thread, whose event loop stands still
 * while ONNX Runtime computes, finds them in its mail without waiting. A batch is a function of (seed, epoch, its number), so
 * neither the number of threads nor where a training begins changes any.
 */
import { seededRandom } from '../../data/random.js';
import { UserError } from '../../schemas/userError.js';
import { startMaker } from './makerThread.js';
import { batchCount, epochOrder } from './sampler.js';
/** @throws UserError bad_config, bad_file: settings that make no batch; Error where a thread does not start */
export async function openBatches(request, options = {}) {
    const { manifest, vocabulary, settings, seed, epochs } = request;
    checkRequest(request);
    const { threads = 1 } = options;
    const set = { images: shared(request.set.images), identities: shared(request.set.identities) };
    const stepsPerEpoch = batchCount(set.images.length, settings.size, settings.sampling);
    const steps = request.steps ?? stepsPerEpoch * epochs;
    const start = { manifest, set, settings, pieces: vocabulary.pieces, seed, steps };
    const makers = Array.from({ length: threads }, (_, i) => startMaker(`Loader thread ${i + 1}`, start));
    const close = async () => void (await Promise.all(makers.map((maker) => maker.close())));
    try {
        await Promise.all(makers.map((maker) => maker.ready()));
    }
    catch (error) {
        await close();
        throw error;
    }
    const plan = planner(set, settings, { seed, stepsPerEpoch });
    return { stepsPerEpoch, steps, close, ...streamOf(makers, { plan, steps }, options) };
}
/** Threads make batches in turns: batch k is thread k modulo their number's. */
function streamOf(makers, { plan, steps }, { from = 0, ahead = 3, onUnreadable }) {
    const makerOf = (step) => makers[step % makers.length];
    const unreadable = new Set();
    const lengths = {};
    let [asked, step, waited] = [from, from, 0];
    let last;
    const ask = (used) => {
        if (asked < steps)
            makerOf(asked).ask({ ...plan(asked), ...(used ? { used } : {}) });
        asked++;
    };
    const note = ({ image, reason }) => {
        if (!unreadable.has(image))
            onUnreadable?.(image, reason);
        unreadable.add(image);
    };
    const next = async () => {
        if (step >= steps)
            return undefined;
        const { answer, seconds } = await makerOf(step).take();
        waited += seconds;
        const batch = batchOf(answer);
        if (batch.step !== step)
            throw new Error(`Batch ${batch.step} came for ${step}: next() was called twice at once.`);
        if (last)
            ask(last.colour);
        last = batch;
        step++;
        batch.unreadable.forEach(note);
        lengths[batch.length] = (lengths[batch.length] ?? 0) + 1;
        return batch;
    };
    for (let i = 0; i < Math.max(makers.length + 1, ahead); i++)
        ask();
    return { next, waited: () => waited, lengths: () => ({ ...lengths }) };
}
function checkRequest({ set, vocabulary, settings }) {
    const { lengths, masking, size, sampling } = settings;
    const wrong = (what, got, fix) => new UserError('bad_config', { what, got, fix });
    if (lengths.length === 0 || lengths.some((each, i) => each < 3 || each <= (lengths[i - 1] ?? 0)))
        throw wrong('The lengths of captions are ascending, from 3.', `[${lengths.join(', ')}]`, 'such as [32, 48, 64]');
    if (masking && vocabulary.mask === undefined)
        throw new UserError('bad_file', {
            what: 'The vocabulary has no [MASK], which attribute prediction needs.',
            fix: "give BERT's own vocab.txt, or switch attribute prediction off",
        });
    if (sampling.kind === 'identities' && !(sampling.images >= 1 && sampling.images <= size))
        throw wrong('Images of an identity in a batch: from 1 to a batch.', `${sampling.images}`, 'such as 4');
    if (batchCount(set.images.length, size, sampling) === 0)
        throw wrong('There are fewer images than a batch takes.', `${set.images.length}, ${size}`, 'a smaller batch');
}
/** What is asked for as batch `step`; an epoch's order is made once. */
function planner(set, { size, sampling }, { seed, stepsPerEpoch }) {
    let made = -1;
    let order = new Int32Array();
    return (step) => {
        const epoch = Math.floor(step / stepsPerEpoch);
        if (epoch !== made) {
            order = epochOrder(set.identities, size, sampling, seededRandom(`plip order/${seed}/${epoch}`));
            made = epoch;
        }
        const at = (step % stepsPerEpoch) * size;
        return { step, epoch, places: order.slice(at, at + size) };
    };
}
function batchOf(answer) {
    if (answer.kind === 'batch')
        return answer.batch;
    if (answer.kind === 'mistake')
        throw new UserError(answer.code, answer.parts);
    throw new Error('A batch cannot be made.', { cause: answer.error });
}
/** In memory that threads share: millions of ids are not copied for each. */
function shared(values) {
    if (values.buffer instanceof SharedArrayBuffer)
        return values;
    const copy = new Int32Array(new SharedArrayBuffer(values.byteLength));
    copy.set(values);
    return copy;
}
//# sourceMappingURL=loader.js.map