import { sizeOf } from '../engine/layout.js';
import { tf } from '../engine/tfjs.js';
import { compile } from '../engine/trace.js';
import { once } from '../train/once.js';
import { contrastLoss } from './contrast.js';
import { plipEmbeddings, plipInputs, plipLoss } from './loss.js';
import { isTrainedPlip } from './network.js';
/** What the step of one batch, or of one chunk, trains. */
export function plipTraining(parts, size, contrast) {
    const { net, loss, parameters, textLayers, recompute } = parts;
    return {
        parameters,
        inputs: plipInputs(net, loss, size, contrast),
        isTrained: isTrainedPlip(net, loss.tasks, textLayers),
        recompute,
        loss: (weights, inputs, mode) => plipLoss({ net, loss }, contrast, weights, { inputs, mode }),
    };
}
/** Graphs are compiled when a chunk of their length comes for the first time. @param threads of what compares a whole batch */
export function openPlipSteps(parts, learner, { threads } = {}) {
    const { batch, chunk, targets, loss } = parts;
    if (batch % chunk !== 0)
        throw new Error(`A batch of ${batch} is no whole number of chunks of ${chunk}.`);
    const isWhole = batch === chunk;
    const trains = new Map();
    const embeds = new Map();
    let compare;
    const shapeOf = (length) => ({ images: chunk, length, targets });
    const train = (length) => once(trains, length, () => learner.compileStep(plipTraining(parts, shapeOf(length), isWhole ? 'inside' : { of: batch })));
    const embed = (length) => once(embeds, length, () => compileEmbedding(parts, shapeOf(length), learner));
    return {
        run: async (identities, chunks) => {
            const same = sameIdentity(identities);
            if (isWhole) {
                const [{ length, feeds }] = chunks;
                const step = await train(length);
                const { loss: total, outputs } = await step.run(loss.tasks.ivlc ? { ...feeds, same } : feeds);
                return { loss: total, tasks: numbersOf(outputs) };
            }
            if (!loss.tasks.ivlc)
                return trainChunks(train, chunks, loss);
            const embedded = await embedAll(embed, chunks);
            const contrast = await (await (compare ??= compileContrast(parts, threads))).run({ ...embedded, same });
            const d = parts.net.visual.output;
            const given = chunks.map(({ length, feeds }, i) => {
                const part = (all) => all.slice(i * chunk * d, (i + 1) * chunk * d);
                const gradients = { imageGradients: part(contrast.dImages), textGradients: part(contrast.dTexts) };
                return { length, feeds: { ...feeds, ...gradients } };
            });
            return trainChunks(train, given, loss, contrast.loss[0]);
        },
        release: async () => {
            const opened = await Promise.all([...trains.values(), ...embeds.values(), ...(compare ? [compare] : [])]);
            for (const each of opened)
                await each.release();
        },
    };
}
/** (N) -> (N*N), 1 where two are the same. */
export function sameIdentity(identities) {
    const n = identities.length;
    return Float32Array.from({ length: n * n }, (_, k) => (identities[Math.floor(k / n)] === identities[k % n] ? 1 : 0));
}
async function trainChunks(stepOf, chunks, { weights }, ivlc) {
    const tasks = ivlc === undefined ? {} : { ivlc };
    for (const { length, feeds } of chunks) {
        const { outputs } = await (await stepOf(length)).run(feeds);
        for (const [name, value] of Object.entries(numbersOf(outputs)))
            tasks[name] = (tasks[name] ?? 0) + value;
    }
    const loss = (tasks.ivlc ?? 0) + weights.tic * (tasks.tic ?? 0) + weights.iap * (tasks.iap ?? 0);
    return { loss, tasks };
}
async function embedAll(graphOf, chunks) {
    const parts = [];
    for (const { length, feeds } of chunks) {
        const { imageEmbeddings, textEmbeddings } = await (await graphOf(length)).run(feeds);
        parts.push({ images: imageEmbeddings, texts: textEmbeddings });
    }
    return { images: joined(parts.map(({ images }) => images)), texts: joined(parts.map(({ texts }) => texts)) };
}
function joined(parts) {
    const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
        all.set(part, at);
        at += part.length;
    }
    return all;
}
/** A chunk's embeddings as its training step will have them: by the chunk's own statistics, which are not noted. */
async function compileEmbedding({ net, loss }, size, learner) {
    // Masked captions change no embedding: they, and their half of the dropouts, stay out.
    const complete = { ...loss, tasks: { ivlc: false, tic: false, iap: false } };
    const inputs = plipInputs(net, complete, size, 'inside');
    const compiled = await learner.compileForward({
        inputs,
        run: (weights, given) => {
            const used = Object.fromEntries(Object.keys(inputs).map((name) => [name, given[name]]));
            const mode = { training: true, statistics: {} };
            const { images, texts } = plipEmbeddings(net, complete, weights, { inputs: used, mode });
            return { imageEmbeddings: images, textEmbeddings: texts };
        },
    });
    const sizes = Object.entries(inputs).map(([name, { shape }]) => [name, sizeOf(shape)]);
    const run = (feeds) => compiled.run(Object.fromEntries(sizes.map(([name, count]) => [name, feeds[name].subarray(0, count)])));
    return { ...compiled, run };
}
/** The contrast of a whole batch and its gradients. */
function compileContrast({ net, loss, batch }, threads) {
    const embeddings = { shape: [batch, net.visual.output] };
    const specs = { images: embeddings, texts: embeddings, same: { shape: [batch, batch] } };
    const fn = ({ images, texts, same }) => {
        const { value, grads } = tf.valueAndGrads((x, z) => contrastLoss(loss.contrast, x, z, same))([images, texts]);
        return { loss: value, dImages: grads[0], dTexts: grads[1] };
    };
    return compile(fn, specs, { threads });
}
const numbersOf = (outputs) => Object.fromEntries(Object.entries(outputs).map(([name, data]) => [name, data[0]]));
//# sourceMappingURL=steps.js.map