/** The training loop of the classifier: seeded order and views, AdamW with warm-up and cosine, a check every epoch. */
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { seededRandom, shuffle } from '../../data/random.js';
import { logitCount } from '../../schemas/heads.js';
import { featureSize } from '../nn/residualNet.js';
import { warmupCosine } from '../optim/schedule.js';
import { AUGMENT, augment, MEAN, STD } from '../train/augment.js';
import { runEpochs, savedPosition } from '../train/epochs.js';
import { evidence } from './evidence.js';
import { exportNetwork } from './exportNetwork.js';
import { classifierParameters } from './network.js';
import { openPixelFile } from '../train/pixelFile.js';
import { predictLogits } from './predict.js';
import { PRESETS } from './presets.js';
import { meanLoss } from './loss.js';
import { compileTrainStep } from './trainStep.js';
const WARMUP_EPOCHS = 1;
/** The trained classifier, or undefined where it was stopped. */
export async function trainingLoop(set, given, hooks) {
    const run = await prepare(set, given);
    const { settings, parameters, steps } = run;
    const { learner } = run.step;
    const parts = { parameters, optimizer: learner.optimizer };
    const { checkpoint, epochs } = settings;
    const saved = savedPosition(checkpoint, parts);
    const takeStep = stepsOf(run);
    let found;
    let started = performance.now();
    try {
        const history = await runEpochs({
            ...{
                parts,
                fetch: () => learner.fetch(),
                checkpoint,
                takeStep,
                steps: epochs * steps,
                from: saved ?? { step: 0, sum: 0, left: [] },
            },
            endsEpoch: (done) => done % steps === 0,
            endEpoch: async ({ step, sum, left }) => {
                found = await evaluate(run);
                const { heldOutLoss } = found;
                const record = { epoch: step / steps, trainLoss: sum / steps, heldOutLoss, seconds: seconds(started) };
                started = performance.now();
                return { left: [...left, record], shown: undefined };
            },
            note: (_, { step, sum }) => {
                const inEpoch = ((step - 1) % steps) + 1;
                hooks.onProgress({ epoch: Math.ceil(step / steps), epochs, step: inEpoch, steps, loss: sum / inEpoch });
            },
        }, hooks);
        if (!history)
            return undefined;
        const { onnx, heldOutLogits } = found ?? (await evaluate(run));
        const { heads, height, width } = set;
        const { net } = settings;
        return { ...{ net, heads, height, width, parameters, history, heldOutLogits, onnx }, mean: MEAN, std: STD };
    }
    finally {
        run.file.close();
        await run.step.release();
    }
}
const seconds = (started) => (performance.now() - started) / 1000;
async function evaluate({ set, settings, parameters, file }) {
    const { heldOut: rows, threads } = settings;
    const onnx = exportNetwork(settings.net, parameters, set);
    const heldOutLogits = await predictLogits(onnx, file, { set, rows, threads });
    return { onnx, heldOutLogits, heldOutLoss: rows.length > 0 ? meanLoss(set, rows, heldOutLogits) : null };
}
async function prepare(set, given) {
    const { preset, ...own } = given;
    const defaults = {
        augment: AUGMENT,
        balance: 0.5,
        smoothing: 0.05,
        threads: availableParallelism(),
        backend: 'onnx',
        tune: false,
    };
    const settings = { ...defaults, ...PRESETS[preset], ...own };
    const batch = Math.min(settings.batch, settings.train.length);
    const file = openPixelFile(set.pixels.path, set.count, set.height * set.width * 3);
    const parameters = classifierParameters(settings.net, set.heads, seededRandom(`${settings.seed}/weights`));
    const { heads, height, width } = set;
    const { threads, backend, tune, weightDecay, checkpoint } = settings;
    const step = await compileTrainStep({ net: settings.net, heads, batch, height, width }, parameters, {
        ...{ threads, backend, tune, weightDecay },
        // A training that goes on opens the graph that it was stopped with.
        cache: checkpoint && dirname(checkpoint.path),
    });
    return {
        set,
        settings: { ...settings, batch },
        file,
        table: evidence(set, settings),
        parameters,
        step,
        // A short last batch is dropped: padding would pollute the batch statistics.
        steps: Math.floor(settings.train.length / batch),
    };
}
/** One optimizer step of all, from 0; each pass over the training pictures has an order of its own. */
function stepsOf(run) {
    const { settings, steps } = run;
    const { seed, train, batch: size, epochs, rate } = settings;
    const batch = emptyBatch(run);
    let [epoch, order] = [0, []];
    return async (done) => {
        const [now, step] = [Math.floor(done / steps) + 1, done % steps];
        if (now !== epoch)
            [epoch, order] = [now, shuffle(seededRandom(`${seed}/order/${now}`), [...train])];
        const random = seededRandom(`${seed}/views/${epoch}/${step}`);
        fillBatch(run, order.slice(step * size, (step + 1) * size), { batch, random });
        const factor = warmupCosine(done, { warmup: WARMUP_EPOCHS * steps, total: epochs * steps });
        return run.step.run(batch, rate * factor);
    };
}
function emptyBatch({ set, settings: { batch, net } }) {
    const classes = logitCount(set.heads);
    return {
        images: new Float32Array(batch * 3 * set.height * set.width),
        positive: new Float32Array(batch * classes),
        negative: new Float32Array(batch * classes),
        dropout: new Float32Array(batch * featureSize(net)),
    };
}
function fillBatch({ set, settings, file, table }, rows, { batch, random }) {
    const classes = logitCount(set.heads);
    const area = set.height * set.width * 3;
    const pixels = new Uint8Array(area);
    // The loss is the mean over pictures and heads.
    const share = 1 / (rows.length * set.heads.length);
    rows.forEach((row, i) => {
        file.read(row, pixels);
        augment(pixels, set, { out: batch.images, offset: i * area }, { random, options: settings.augment });
        for (let k = 0; k < classes; k++) {
            batch.positive[i * classes + k] = share * table.positive[row * classes + k];
            batch.negative[i * classes + k] = share * table.negative[row * classes + k];
        }
    });
    const keep = 1 - settings.net.dropout;
    for (let i = 0; i < batch.dropout.length; i++)
        batch.dropout[i] = random() < keep ? 1 / keep : 0;
}
//# sourceMappingURL=trainingLoop.js.map