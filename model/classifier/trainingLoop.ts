/** The training loop of the classifier: seeded order and views, AdamW with warm-up and cosine, a check every epoch. */
import { availableParallelism } from 'node:os';
import type { Random } from '../../data/random.js';
import { seededRandom, shuffle } from '../../data/random.js';
import { logitCount } from '../../schemas/heads.js';
import type { Parameters } from '../nn/parameters.js';
import { featureSize } from '../nn/residualNet.js';
import { warmupCosine } from '../optim/schedule.js';
import { AUGMENT, augment, MEAN, STD } from './augment.js';
import type { EvidenceTable } from './evidence.js';
import { evidence } from './evidence.js';
import { exportNetwork } from './exportNetwork.js';
import { classifierParameters } from './network.js';
import type { PixelFile } from './pixelFile.js';
import { openPixelFile } from './pixelFile.js';
import { predictLogits } from './predict.js';
import { PRESETS } from './presets.js';
import { meanLoss } from './loss.js';
import type { EpochRecord, TrainedClassifier, TrainingSet, TrainProgress, TrainSettings } from './train.js';
import type { Batch, TrainStep } from './trainStep.js';
import { compileTrainStep } from './trainStep.js';

export interface LoopHooks {
  readonly stopped: () => boolean;
  readonly onProgress: (progress: TrainProgress) => void;
}

const WARMUP_EPOCHS = 1;

/** Everything that is fixed during a training. */
interface Run {
  readonly set: TrainingSet;
  readonly settings: Required<Omit<TrainSettings, 'preset'>>;
  readonly file: PixelFile;
  readonly table: EvidenceTable;
  readonly parameters: Parameters;
  readonly step: TrainStep;
  readonly steps: number;
  readonly random: Random;
}

/** The trained classifier, or undefined where it was stopped. */
export async function trainingLoop(
  set: TrainingSet,
  given: TrainSettings,
  hooks: LoopHooks,
): Promise<TrainedClassifier | undefined> {
  const run = await prepare(set, given);
  const { settings, parameters } = run;
  const history: EpochRecord[] = [];
  let heldOutLogits = new Float32Array(0);
  let onnx = new Uint8Array(0);
  try {
    for (let epoch = 1; epoch <= settings.epochs; epoch++) {
      const started = performance.now();
      const trainLoss = await trainEpoch(run, epoch, hooks);
      if (trainLoss === undefined) return undefined;
      onnx = new Uint8Array(exportNetwork(settings.net, parameters, set));
      heldOutLogits = new Float32Array(
        await predictLogits(onnx, run.file, { set, rows: settings.heldOut, threads: settings.threads }),
      );
      const heldOutLoss = settings.heldOut.length > 0 ? meanLoss(set, settings.heldOut, heldOutLogits) : null;
      history.push({ epoch, trainLoss, heldOutLoss, seconds: (performance.now() - started) / 1000 });
    }
  } finally {
    run.file.close();
    await run.step.release();
  }
  const { heads, height, width } = set;
  return { net: settings.net, heads, height, width, mean: MEAN, std: STD, parameters, history, heldOutLogits, onnx };
}

async function prepare(set: TrainingSet, given: TrainSettings): Promise<Run> {
  const { preset, ...own } = given;
  const defaults = { augment: AUGMENT, balance: 0.5, smoothing: 0.05, threads: availableParallelism() };
  const settings = { ...defaults, ...PRESETS[preset], ...own };
  const batch = Math.min(settings.batch, settings.train.length);
  const file = openPixelFile(set.pixels.path, set.count, set.height * set.width * 3);
  const parameters = classifierParameters(settings.net, set.heads, seededRandom(`${settings.seed}/weights`));
  const { heads, height, width } = set;
  const step = await compileTrainStep({ net: settings.net, heads, batch, height, width }, parameters, settings);
  return {
    set,
    settings: { ...settings, batch },
    file,
    table: evidence(set, settings),
    parameters,
    step,
    // A short last batch is dropped: padding would pollute the batch statistics.
    steps: Math.floor(settings.train.length / batch),
    random: seededRandom(`${settings.seed}/order`),
  };
}

/** One pass over the training pictures; the mean loss, or undefined where it was stopped. */
async function trainEpoch(run: Run, epoch: number, hooks: LoopHooks): Promise<number | undefined> {
  const { settings, steps, random } = run;
  const order = shuffle(random, [...settings.train]);
  const batch = emptyBatch(run);
  const total = settings.epochs * steps;
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    if (hooks.stopped()) return undefined;
    fillBatch(run, order.slice(i * settings.batch, (i + 1) * settings.batch), batch);
    const rate = settings.rate * warmupCosine((epoch - 1) * steps + i, { warmup: WARMUP_EPOCHS * steps, total });
    sum += await run.step.run(batch, rate);
    if (!Number.isFinite(sum)) throw new Error(`The training diverged in epoch ${epoch}, step ${i + 1}: loss ${sum}.`);
    hooks.onProgress({ epoch, epochs: settings.epochs, step: i + 1, steps, loss: sum / (i + 1) });
  }
  return sum / steps;
}

function emptyBatch({ set, settings: { batch, net } }: Run): Batch {
  const classes = logitCount(set.heads);
  return {
    images: new Float32Array(batch * 3 * set.height * set.width),
    positive: new Float32Array(batch * classes),
    negative: new Float32Array(batch * classes),
    dropout: new Float32Array(batch * featureSize(net)),
  };
}

function fillBatch({ set, settings, file, table, random }: Run, rows: readonly number[], batch: Batch): void {
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
  for (let i = 0; i < batch.dropout.length; i++) batch.dropout[i] = random() < keep ? 1 / keep : 0;
}
