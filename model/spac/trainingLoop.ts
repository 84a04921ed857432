/**
 * SPAC's training: first the generator alone on texts (where the recipe says so), then the whole network on captions and
 * attributes. Where it stands is a number of steps, of which all random choices hang; val chooses the weights that are kept.
 */
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { seededRandom } from '../../data/random.js';
import { openVocabulary, type Vocabulary } from '../../data/tokens/bytePairs.js';
import type { Parameters } from '../nn/parameters.js';
import { adamw, ADAMW_DEFAULTS } from '../optim/adamw.js';
import { clipGlobalNorm } from '../optim/clip.js';
import { planParameters } from '../optim/groups.js';
import { createOptimizer, type Optimizer } from '../optim/optimizer.js';
import { warmupCosine } from '../optim/schedule.js';
import { type LoopHooks, runEpochs, savedPosition } from '../train/epochs.js';
import { openPixelFile, type PixelFile } from '../train/pixelFile.js';
import { storedParameters } from '../weights/folder.js';
import { writeSafetensors } from '../weights/safetensors.js';
import { fillBatch, fillTexts, type Pair, walk } from './batches.js';
import type { SpacBatchSize } from './loss.js';
import { initialSpac } from './initial.js';
import type { EpochEnd, SpacProgress, SpacTrainSettings, TrainedSpac } from './train.js';
import type { SpacTrainingSet } from './trainingSet.js';
import { compileSpacSteps, type SpacSteps } from './steps.js';
import { sampleCaptions } from './samples.js';
import { openWatch } from './watch.js';

/** Everything that is fixed during a training. */
interface Run {
  readonly set: SpacTrainingSet;
  readonly settings: SpacTrainSettings;
  readonly vocabulary: Vocabulary;
  readonly file: PixelFile;
  readonly parameters: Parameters;
  readonly optimizer: Optimizer;
  readonly steps: SpacSteps;
  /** In shuffled rounds, shuffled once a round. */
  readonly walks: ReturnType<typeof walksOver>;
  readonly size: SpacBatchSize;
  readonly texts: number;
  /** Steps of one epoch, and of all, of each phase. */
  readonly language: { readonly epoch: number; readonly total: number };
  readonly captions: { readonly epoch: number; readonly total: number };
}

type Best = TrainedSpac | null;

/** What was trained, or undefined where it was stopped. */
export async function spacTrainingLoop(
  set: SpacTrainingSet,
  settings: SpacTrainSettings,
  hooks: LoopHooks<SpacProgress>,
): Promise<TrainedSpac | undefined> {
  const run = await prepare(set, settings);
  const parts = { parameters: run.parameters, optimizer: run.optimizer };
  const { checkpoint } = settings;
  const saved = savedPosition<Best>(checkpoint, parts);
  const watch = openWatch(settings.watch, saved?.step);
  const steps = run.language.total + run.captions.total;
  try {
    const best = await runEpochs<Best, Losses, EpochEnd>(
      {
        ...{ parts, checkpoint, steps, from: saved ?? { step: 0, sum: 0, left: null } },
        endsEpoch: (done) => placeOf(run, done - 1).endsEpoch,
        takeStep: (step) => takeStep(run, placeOf(run, step), step),
        endEpoch: async ({ step, sum, left }) => {
          const place = placeOf(run, step - 1);
          const shown = await endEpoch(run, place, { sum, best: left });
          return { left: shown.isBest ? { epoch: place.shown.epoch, val: shown.val } : left, shown };
        },
        note: (losses, { step }, epochEnd) => {
          const progress = { ...placeOf(run, step - 1).shown, step, steps, ...losses, epochEnd };
          watch.note(progress);
          hooks.onProgress(progress);
        },
      },
      hooks,
    );
    return best ?? undefined;
  } finally {
    watch.close();
    run.file.close();
    await run.steps.release();
  }
}

async function prepare(set: SpacTrainingSet, settings: SpacTrainSettings): Promise<Run> {
  const { net, recipe, seed, tokens, checkpoint } = settings;
  const pairs = pairsOf(set.train);
  const captioned = Math.min(recipe.captioned, pairs.length);
  const labelled = Math.min(recipe.labelled, set.labelled.length);
  const size = {
    images: captioned + labelled,
    captioned,
    phraseWords: recipe.phraseWords,
    captionWords: recipe.captionWords,
  };
  const texts = Math.min(recipe.texts, set.texts.length);
  const parameters = initialSpac(net, settings.initial, seededRandom(`${seed}/weights`));
  const plan = planParameters(parameters, { weightDecay: recipe.weightDecay });
  const { threads = availableParallelism(), backend } = settings;
  const hasLanguage = recipe.languageEpochs > 0 && texts > 0;
  const steps = await compileSpacSteps(
    { net, parameters, size, texts: hasLanguage ? texts : 0, end: tokens.length - 1 },
    { threads, backend, cache: dirname(checkpoint.path) },
  );
  const [height, width] = net.picture;
  const language = hasLanguage ? Math.floor(set.texts.length / texts) : 0;
  // A short last batch is dropped: the next epoch begins with it.
  const epoch = Math.max(1, Math.floor(pairs.length / captioned));
  return {
    ...{ set, settings, parameters, steps, size, texts },
    walks: walksOver(set, pairs, seed),
    vocabulary: openVocabulary(tokens),
    file: openPixelFile(set.pixels.path, set.pixels.count, height * width * 3),
    optimizer: createOptimizer({ rule: adamw(ADAMW_DEFAULTS), parameters, plan }),
    language: { epoch: language, total: language * recipe.languageEpochs },
    captions: { epoch, total: epoch * recipe.epochs },
  };
}

const walksOver = (set: SpacTrainingSet, pairs: readonly Pair[], seed: number | string) => ({
  texts: walk(set.texts, (round) => seededRandom(`${seed}/texts/${round}`)),
  pairs: walk(pairs, (round) => seededRandom(`${seed}/pairs/${round}`)),
  labelled: walk(set.labelled, (round) => seededRandom(`${seed}/labelled/${round}`)),
});

const pairsOf = (pictures: SpacTrainingSet['train']): Pair[] =>
  pictures.flatMap(({ row, phrases, captions }) =>
    captions.map(({ words, style }) => ({ row, phrases, words, style })),
  );

interface Place {
  /** Step inside the phase, from 0. */
  readonly at: number;
  readonly endsEpoch: boolean;
  readonly shown: Pick<SpacProgress, 'phase' | 'epoch' | 'epochs'>;
}

function placeOf({ language, captions, settings: { recipe } }: Run, step: number): Place {
  const isLanguage = step < language.total;
  const at = isLanguage ? step : step - language.total;
  const { epoch } = isLanguage ? language : captions;
  const shown = {
    phase: isLanguage ? ('language' as const) : ('captions' as const),
    epoch: Math.floor(at / epoch) + 1,
    epochs: isLanguage ? recipe.languageEpochs : recipe.epochs,
  };
  return { at, endsEpoch: (at + 1) % epoch === 0, shown };
}

type Losses = Pick<SpacProgress, 'loss' | 'caption' | 'attribute' | 'rate'>;

async function takeStep(run: Run, { at, shown: { phase } }: Place, step: number): Promise<Losses> {
  const { settings, optimizer } = run;
  const { recipe } = settings;
  const { epoch, total } = phase === 'language' ? run.language : run.captions;
  if (phase === 'captions' && at === 0) optimizer.restart();
  const factor = recipe.schedule === 'constant' ? 1 : warmupCosine(at, { warmup: Math.min(epoch, total / 10), total });
  const rate = recipe.rate * factor;
  const { loss, gradients, caption, attribute } =
    phase === 'language' ? await textStep(run, at) : await captionStep(run, at, step);
  if (recipe.clip !== null) clipGlobalNorm(Object.values(gradients), recipe.clip);
  optimizer.beginStep(rate);
  optimizer.update(gradients);
  return { loss, caption, attribute, rate };
}

async function textStep({ walks, settings: { recipe }, texts, steps }: Run, at: number) {
  const ids = new Int32Array(texts * recipe.captionWords);
  const textShares = new Float32Array(ids.length);
  fillTexts(walks.texts(at * texts, texts), recipe.captionWords, { ids, shares: textShares });
  const { loss, gradients } = await steps.texts!.run({ texts: ids, textShares });
  return { loss, gradients, caption: undefined, attribute: undefined };
}

async function captionStep(run: Run, at: number, step: number) {
  const { walks, settings, size, file, steps } = run;
  const { net, seed, recipe } = settings;
  const more = size.images - size.captioned;
  const batch = {
    pairs: walks.pairs(at * size.captioned, size.captioned),
    labelled: walks.labelled(at * more, more),
  };
  const hidden = { share: recipe.hiddenWords, by: net.generator.vocabulary - 1 };
  const view = { random: seededRandom(`${seed}/view/${step}`), augment: recipe.augment, hidden };
  const { loss, gradients, outputs } = await steps.captions.run(fillBatch(net, size, batch, { file, view }));
  return { loss, gradients, caption: outputs.caption[0], attribute: outputs.attribute[0] };
}

async function endEpoch(run: Run, { shown }: Place, { sum, best }: { sum: number; best: Best }): Promise<EpochEnd> {
  const { set, settings, parameters, vocabulary, file } = run;
  const steps = shown.phase === 'language' ? run.language.epoch : run.captions.epoch;
  const trainLoss = sum / steps;
  if (shown.phase === 'language') return { trainLoss, val: null, isBest: false, samples: [] };
  const val = set.val.length > 0 ? await validate(run) : null;
  // Without val the last weights are kept.
  const isBest = !best || !best.val || !val || val.caption < best.val.caption;
  if (isBest) writeSafetensors(settings.best, storedParameters(parameters), {});
  const samples = await sampleCaptions({ net: settings.net, parameters, vocabulary }, set.val, {
    file,
    phraseWords: settings.recipe.phraseWords,
    threads: settings.threads,
  });
  return { trainLoss, val, isBest, samples };
}

/** Mean loss of a word of val's captions and phrases, in its own style, nothing dropped. */
async function validate({ set, settings, size, file, steps }: Run): Promise<NonNullable<EpochEnd['val']>> {
  const { net } = settings;
  const pairs = pairsOf(set.val);
  const sums = { caption: 0, attribute: 0, words: 0, phraseWords: 0 };
  const valSize = { ...size, images: size.captioned };
  for (let i = 0; i < pairs.length; i += size.captioned) {
    const part = pairs.slice(i, i + size.captioned);
    const { caption, attribute } = await steps.losses(fillBatch(net, valSize, { pairs: part, labelled: [] }, { file }));
    const words = part.reduce((n, pair) => n + pair.words.length, 0);
    const inPhrases = part.reduce((n, { phrases }) => n + phrases.reduce((m, each) => m + (each?.length ?? 0), 0), 0);
    sums.caption += caption * words;
    sums.attribute += attribute * inPhrases;
    sums.words += words;
    sums.phraseWords += inPhrases;
  }
  return { caption: sums.caption / sums.words, attribute: sums.attribute / Math.max(1, sums.phraseWords) };
}
