/** The training loop of the classifier: seeded order and views, AdamW with warm-up and cosine, a check every epoch. */
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import type { Random } from '../../data/random.js';
import { seededRandom, shuffle } from '../../data/random.js';
import { logitCount } from '../../schemas/heads.js';
import type { Parameters } from '../nn/parameters.js';
import { featureSize } from '../nn/residualNet.js';
import { warmupCosine } from '../optim/schedule.js';
import { AUGMENT, augment, MEAN, STD } from '../train/augment.js';
import { type LoopHooks, runEpochs, savedPosition, type StepNumbers } from '../train/epochs.js';
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

/** The trained classifier, or undefined where it was stopped. */
export async function trainingLoop(
  set: TrainingSet,
  given: TrainSettings,
  hooks: LoopHooks<TrainProgress>,
): Promise<TrainedClassifier | undefined> {
  const run = await prepare(set, given);
  const { settings, parameters, steps } = run;
  const { learner } = run.step;
  const parts = { parameters, optimizer: learner.optimizer };
  const { checkpoint, epochs } = settings;
  const saved = savedPosition<readonly EpochRecord[]>(checkpoint, parts);
  const takeStep = stepsOf(run);
  let found: Evaluated | undefined;
  let started = performance.now();
  try {
    const history = await runEpochs<readonly EpochRecord[], object, undefined>(
      {
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
      },
      hooks,
    );
    if (!history) return undefined;
    const { onnx, heldOutLogits } = found ?? (await evaluate(run));
    const { heads, height, width } = set;
    const { net } = settings;
    return { ...{ net, heads, height, width, parameters, history, heldOutLogits, onnx }, mean: MEAN, std: STD };
  } finally {
    run.file.close();
    await run.step.release();
  }
}

const seconds = (started: number): number => (performance.now() - started) / 1000;

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
function stepsOf(run: Run): (step: number) => Promise<StepNumbers> {
  const { settings, steps } = run;
  const { seed, train, batch: size, epochs, rate } = settings;
  const batch = emptyBatch(run);
  let [epoch, order] = [0, [] as number[]];
  return async (done) => {
    const [now, step] = [Math.floor(done / steps) + 1, done % steps];
    if (now !== epoch) [epoch, order] = [now, shuffle(seededRandom(`${seed}/order/${now}`), [...train])];
    const random = seededRandom(`${seed}/views/${epoch}/${step}`);
    fillBatch(run, order.slice(step * size, (step + 1) * size), { batch, random });
    const factor = warmupCosine(done, { warmup: WARMUP_EPOCHS * steps, total: epochs * steps });
    return run.step.run(batch, rate * factor);
  };
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
