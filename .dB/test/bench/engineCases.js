/** The steps that are timed against PyTorch, each described by the JSON that both sides are started with. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '../../data/random.js';
import { classifierParameters } from '../../model/classifier/network.js';
import { PRESETS } from '../../model/classifier/presets.js';
import { compileTrainStep } from '../../model/classifier/trainStep.js';
import { crossEntropy } from '../../model/engine/ownOps.js';
import { tf } from '../../model/engine/tfjs.js';
import { bert, BERT_PRESETS, bertParameters } from '../../model/nn/bert.js';
import { gpt2, GPT2_PRESETS, gpt2Logits, gpt2Parameters, gpt2Words } from '../../model/nn/gpt2.js';
import { MODIFIED_RESNET_PRESETS, modifiedResNet, modifiedResNetParameters } from '../../model/nn/modifiedResNet.js';
import { openSession } from '../../model/engine/session.js';
import { exportOnnx } from '../../model/nn/exportOnnx.js';
import { likeliest, openGpt2Decoder } from '../../model/nn/gpt2Decoder.js';
import { initialParameters } from '../../model/nn/network.js';
import { SWIN_PRESETS, swin, swinParameters } from '../../model/nn/swin.js';
import { featureSize } from '../../model/nn/residualNet.js';
import { planParameters } from '../../model/optim/groups.js';
import { openParallelOptimizer } from '../../model/optim/parallel.js';
import { compileStep } from '../../model/train/step.js';
import { SPAC_PRESETS } from '../../model/spac/network.js';
import { ATTRIBUTE_PREFIX, STYLE_PREFIX } from '../../model/spac/prefix.js';
import { ENCODER_OUTPUTS, generatorOf } from '../../model/spac/speaker.js';
import { readParameters } from '../../model/weights/folder.js';
import { underName } from '../../model/nn/parameters.js';
import { ENCODER_FILE, WEIGHTS_FILE } from '../../schemas/spac.js';
import { temporaryFolder } from '../temporary.js';
import { matrixProduct, plipStep } from './plipCase.js';
const THREADS = 2;
const CLASSES = 10;
const LENGTH = 64;
const random = seededRandom('bench');
/** What runs the case once. */
export async function build(spec) {
    const { batch } = spec;
    if (spec.case === 'classifier')
        return classifierStep(spec.preset);
    if (spec.case === 'resnet50')
        return resnetStep(spec);
    if (spec.case === 'swin')
        return swinStep(spec);
    if (spec.case === 'bert')
        return bertStep(spec);
    if (spec.case === 'gpt2')
        return gpt2Step(batch);
    if (spec.case === 'resnet50 inference')
        return resnetInference(batch);
    if (spec.case === 'spac captioning')
        return spacCaptioning(spec);
    if (spec.case === 'plip')
        return plipStep(spec.plip);
    if (spec.case === 'matrix product')
        return matrixProduct(batch);
    return gpt2Decoding(spec);
}
const SGD = { kind: 'sgd', momentum: 0.9, nesterov: false };
const ADAMW = { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
async function stepWith(training, inputs, rule) {
    const step = await compileStep(training, { threads: THREADS });
    const { parameters } = training;
    const untrained = (name) => !(training.isTrained?.(name) ?? true);
    const groups = Object.keys(parameters).some(untrained) ? [{ match: untrained, frozen: true }] : [];
    const plan = planParameters(parameters, { weightDecay: 0, groups });
    const optimizer = await openParallelOptimizer(rule, { parameters, plan }, { threads: THREADS });
    return async () => {
        const { gradients } = await step.run(inputs);
        optimizer.beginStep(1e-5);
        optimizer.update(gradients);
    };
}
function resnetTraining({ batch, recompute }) {
    const net = MODIFIED_RESNET_PRESETS.rn50;
    return {
        recompute,
        parameters: modifiedResNetParameters(net, random),
        inputs: { images: { shape: [batch, 256, 128, 3], layout: 'nchw' } },
        loss: (weights, { images }, mode) => ({
            loss: tf.mean(tf.square(modifiedResNet(net, weights, images, mode).embedding())),
        }),
    };
}
function resnetStep(spec) {
    const images = Float32Array.from({ length: spec.batch * 3 * 256 * 128 }, random);
    return stepWith(resnetTraining(spec), { images }, SGD);
}
function swinStep({ batch, recompute }) {
    const net = { ...SWIN_PRESETS.base, pool: 'average' };
    const training = {
        parameters: swinParameters(net, random),
        inputs: { images: { shape: [batch, 256, 128, 3], layout: 'nchw' } },
        recompute,
        loss: (weights, { images }, mode) => ({
            loss: tf.mean(tf.square(swin(net, weights, images, mode).embedding())),
        }),
    };
    return stepWith(training, { images: Float32Array.from({ length: batch * 3 * 256 * 128 }, random) }, ADAMW);
}
/** Seconds that tracing and opening a ResNet-50 step take, the first time and from the cache. */
export async function openingTimes(cache) {
    const training = resnetTraining({ batch: 16 });
    const seconds = async () => {
        const started = performance.now();
        const step = await compileStep(training, { threads: THREADS, cache });
        await step.release();
        return (performance.now() - started) / 1000;
    };
    return [await seconds(), await seconds()];
}
async function resnetInference(batch) {
    const network = { type: 'modified-resnet', net: MODIFIED_RESNET_PRESETS.rn50 };
    const bytes = exportOnnx(network, initialParameters(network, random));
    const session = await openSession(bytes, { threads: THREADS });
    const images = { dims: [batch, 3, 256, 128], data: Float32Array.from({ length: batch * 3 * 256 * 128 }, random) };
    return () => session.run({ images }, ['embedding']);
}
/** The same greedy decoding as the peer: the prompt, then a word at a time. */
async function gpt2Decoding({ batch, prefix = 1, new: count = 1, weights, }) {
    const net = GPT2_PRESETS.base;
    const decoder = await openGpt2Decoder(net, gpt2Parameters(net, random), { threads: THREADS, weights });
    const prompts = Int32Array.from({ length: batch * prefix }, (_, i) => (Math.floor(i / prefix) * 64 + (i % prefix)) % 30_000);
    return async () => {
        let state = await decoder.start(prompts, prefix);
        for (let i = 1; i < count; i++)
            state = await state.next(likeliest(state));
    };
}
/**
 * As the peer: an image is looked at once, then six phrases and two captions of a set length are written greedily. The
 * networks are opened from files, as the stages open them.
 */
async function spacCaptioning({ batch, attribute = 8, caption = 40, weights, }) {
    const net = SPAC_PRESETS.paper;
    const [height, width] = net.picture;
    const folder = temporaryFolder();
    execFileSync(process.execPath, [fileURLToPath(new URL('./spacFiles.js', import.meta.url)), folder]);
    const encoder = await openSession(join(folder, ENCODER_FILE), { threads: THREADS });
    const decoder = await openGpt2Decoder(net.generator, generatorOf(readParameters(join(folder, WEIGHTS_FILE), underName('generator', gpt2Parameters(net.generator, random)))), { threads: THREADS, weights });
    const images = {
        dims: [batch, 3, height, width],
        data: Float32Array.from({ length: batch * 3 * height * width }, random),
    };
    const write = async (prefix, length, words) => {
        let state = await decoder.startFrom(prefix, length);
        for (let i = 1; i < words; i++)
            state = await state.next(likeliest(state));
    };
    return async () => {
        const seen = await encoder.run({ images }, ENCODER_OUTPUTS);
        await write(seen.attributes.data, ATTRIBUTE_PREFIX, attribute);
        await write(seen.styles.data, STYLE_PREFIX, caption);
    };
}
const ids = (batch) => Int32Array.from({ length: batch * LENGTH }, (_, i) => i % 30_000);
function bertStep({ batch, recompute }) {
    const net = BERT_PRESETS.base;
    const shape = [batch, LENGTH];
    const training = {
        parameters: bertParameters(net, random),
        inputs: { ids: { shape, dtype: 'int32' }, mask: { shape } },
        isTrained: (name) => !name.startsWith('pooler/'),
        recompute,
        loss: (weights, inputs, mode) => ({
            loss: tf.mean(tf.square(bert(net, weights, { ...inputs, mode }).average())),
        }),
    };
    return stepWith(training, { ids: ids(batch), mask: new Float32Array(batch * LENGTH).fill(1) }, ADAMW);
}
function gpt2Step(batch) {
    const net = GPT2_PRESETS.base;
    const training = {
        parameters: gpt2Parameters(net, random),
        inputs: {
            ids: { shape: [batch, LENGTH], dtype: 'int32' },
            targets: { shape: [batch * LENGTH], dtype: 'int32' },
        },
        loss: (weights, inputs) => {
            const { hidden } = gpt2(net, weights, gpt2Words(weights, inputs.ids));
            return { loss: tf.mean(crossEntropy(gpt2Logits(weights, hidden), inputs.targets)) };
        },
    };
    return stepWith(training, { ids: ids(batch), targets: ids(batch) }, ADAMW);
}
const HEADS = [{ name: 'class', kind: 'softmax', classes: Array.from({ length: CLASSES }, String) }];
async function classifierStep(preset) {
    const { net, batch, height, width } = PRESETS[preset];
    const parameters = classifierParameters(net, HEADS, random);
    const options = { threads: THREADS, weightDecay: 0.01 };
    const step = await compileTrainStep({ net, heads: HEADS, batch, height, width }, parameters, options);
    const positive = new Float32Array(batch * CLASSES);
    for (let i = 0; i < batch; i++)
        positive[i * CLASSES + Math.floor(random() * CLASSES)] = 1 / batch;
    const data = {
        images: Float32Array.from({ length: batch * 3 * height * width }, random),
        positive,
        negative: new Float32Array(batch * CLASSES),
        dropout: new Float32Array(batch * featureSize(net)).fill(1),
    };
    return () => step.run(data, 1e-3);
}
//# sourceMappingURL=engineCases.js.map