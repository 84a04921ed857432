/** The training loop of the classifier: seeded order and views, AdamW with warm-up and cosine, a check every epoch. */
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import type { Random } from '../../data/random.js';
import { seededRandom, shuffle } from '../../data/random.js';
import { logitCount } from '../../schemas/heads.js';
import type { Parameters } from '../nn/parameters.js';
import { featureSize } from '../nn/residualNet.js';
import { warmupCosine } from '../optim/schedule.js';
import { restoreCheckpoint, saveCheckpoint } from '../train/checkpoint.js';
import { AUGMENT, augment, MEAN, STD } from '../train/augment.js';
import type { EvidenceTable } from './evidence.js';
import { evidence } from './evidence.js';
import { exportNetwork } from './exportNetwork.js';
import { classifierParameters } from './network.js';
import type { PixelFile } from '../train/pixelFile.js';
import { openPixelFile } from '../train/pixelFile.js';
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
  readonly settings: Required<Omit<TrainSettings, 'preset' | 'checkpoint'>> & Pick<TrainSettings, 'checkpoint'>;
  readonly file: PixelFile;
  readonly table: EvidenceTable;
  readonly parameters: Parameters;
  readonly step: TrainStep;
  readonly steps: number;
}

/** Where a training stands: steps done of an epoch (from 1), the sum of their losses, and what is behind. */
interface Position {
  readonly epoch: number;
  readonly step: number;
  readonly sum: number;
  readonly history: readonly EpochRecord[];
}

const START: Position = { epoch: 1, step: 0, sum: 0, history: [] };

/** The trained classifier, or undefined where it was stopped. */
export async function trainingLoop(
  set: TrainingSet,
  given: TrainSettings,
  hooks: LoopHooks,
): Promise<TrainedClassifier | undefined> {
  const run = await prepare(set, given);
  const { settings, parameters } = run;
  let position = restored(run);
  let found: Evaluated | undefined;
  try {
    while (position.epoch <= settings.epochs) {
      const started = performance.now();
      const { epoch, history } = position;
      const done = await trainEpoch(run, position, hooks);
      if (done.step < run.steps) {
        keep(run, done);
        return undefined;
      }
      found = await evaluate(run);
      const record = {
        epoch,
        trainLoss: done.sum / run.steps,
        heldOutLoss: found.heldOutLoss,
        seconds: seconds(started),
      };
      position = { ...START, epoch: epoch + 1, history: [...history, record] };
      keep(run, position);
    }
    const { onnx, heldOutLogits } = found ?? (await evaluate(run));
    const { heads, height, width } = set;
    const { net } = settings;
    return {
      net,
      heads,
      height,
      width,
      mean: MEAN,
      std: STD,
      parameters,
      history: position.history,
      heldOutLogits,
      onnx,
    };
  } finally {
    run.file.close();
    await run.step.release();
  }
}

const seconds = (started: number): number => (performance.now() - started) / 1000;

function restored({ settings: { checkpoint }, parameters, step }: Run): Position {
  const parts = { parameters, optimizer: step.optimizer };
  return ((checkpoint && restoreCheckpoint(checkpoint, parts)) as Position | undefined) ?? START;
}

function keep({ settings: { checkpoint }, parameters, step }: Run, position: Position): void {
  if (checkpoint) saveCheckpoint(checkpoint, { parameters, optimizer: step.optimizer }, position);
}

interface Evaluated {
  readonly onnx: Uint8Array;
  readonly heldOutLogits: Float32Array;
  readonly heldOutLoss: number | null;
}

async function evaluate({ set, settings, parameters, file }: Run): Promise<Evaluated> {
  const { heldOut: rows, threads } = settings;
  const onnx = exportNetwork(settings.net, parameters, set);
  const heldOutLogits = await predictLogits(onnx, file, { set, rows, threads });
  return { onnx, heldOutLogits, heldOutLoss: rows.length > 0 ? meanLoss(set, rows, heldOutLogits) : null };
}

async function prepare(set: TrainingSet, given: TrainSettings): Promise<Run> {
  const { preset, ...own } = given;
  const defaults = {
    augment: AUGMENT,
    balance: 0.5,
    smoothing: 0.05,
    threads: availableParallelism(),
    backend: 'onnx' as const,
  };
  const settings = { ...defaults, ...PRESETS[preset], ...own };
  const batch = Math.min(settings.batch, settings.train.length);
  const file = openPixelFile(set.pixels.path, set.count, set.height * set.width * 3);
  const parameters = classifierParameters(settings.net, set.heads, seededRandom(`${settings.seed}/weights`));
  const { heads, height, width } = set;
  const { threads, backend, weightDecay, checkpoint } = settings;
  const step = await compileTrainStep({ net: settings.net, heads, batch, height, width }, parameters, {
    ...{ threads, backend, weightDecay },
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

/** What is left of one pass over the training pictures; fewer steps than an epoch has where it was stopped. */
async function trainEpoch(run: Run, from: Position, hooks: LoopHooks): Promise<Position> {
  const { settings, steps } = run;
  const { epoch } = from;
  const order = shuffle(seededRandom(`${settings.seed}/order/${epoch}`), [...settings.train]);
  const batch = emptyBatch(run);
  const total = settings.epochs * steps;
  let { step, sum } = from;
  while (step < steps && !hooks.stopped()) {
    const random = seededRandom(`${settings.seed}/views/${epoch}/${step}`);
    fillBatch(run, order.slice(step * settings.batch, (step + 1) * settings.batch), { batch, random });
    const done = (epoch - 1) * steps + step;
    sum += await run.step.run(batch, settings.rate * warmupCosine(done, { warmup: WARMUP_EPOCHS * steps, total }));
    step++;
    if (!Number.isFinite(sum)) throw new Error(`The training diverged in epoch ${epoch}, step ${step}: loss ${sum}.`);
    hooks.onProgress({ epoch, epochs: settings.epochs, step, steps, loss: sum / step });
  }
  return { ...from, step, sum };
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

function fillBatch(
  { set, settings, file, table }: Run,
  rows: readonly number[],
  { batch, random }: { batch: Batch; random: Random },
): void {
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
