/**
 * The compiled graphs of PLIP's training. A batch that fits is one graph. A larger one is seen twice (Gao et al., Scaling Deep
 * Contrastive Learning Batch Size under Memory Limited Setup, 2021): first chunk by chunk only to embed it, then the contrast of the whole
 * batch gives the gradient of every embedding, with which each chunk is trained. The contrast is then exactly that of the whole
 * batch; statistics of batch norm are a chunk's.
 */
import type { Tensor2D } from '@tensorflow/tfjs';
import { type Elements, sizeOf } from '../engine/layout.js';
import { tf } from '../engine/tfjs.js';
import { compile, type CompiledFunction, type Tensors } from '../engine/trace.js';
import type { Mode } from '../nn/layers.js';
import type { Parameters } from '../nn/parameters.js';
import type { CompiledForward } from '../train/forward.js';
import type { Learner, LearningStep } from '../train/learner.js';
import { once } from '../train/once.js';
import type { Training } from '../train/step.js';
import { contrastLoss } from './contrast.js';
import { type ContrastPlace, type PlipBatchSize, plipEmbeddings, plipInputs, type PlipLoss, plipLoss } from './loss.js';
import { isTrainedPlip, type PlipNet } from './network.js';

export interface PlipStepParts {
  readonly net: PlipNet;
  readonly loss: PlipLoss;
  readonly parameters: Parameters;
  /** Layers of the text encoder that are trained, from the last one on. */
  readonly textLayers: number;
  /** N of the whole batch, and of what is trained at once; a divisor. */
  readonly batch: number;
  readonly chunk: number;
  /** T of a chunk. */
  readonly targets: number;
  /** See `Training`. */
  readonly recompute?: boolean;
}

export interface Chunk {
  /** L of its captions. */
  readonly length: number;
  /** Its inputs but for the contrast, by the names of `plipInputs`. */
  readonly feeds: Readonly<Record<string, Elements>>;
}

export interface PlipResult {
  readonly loss: number;
  /** Of each task before it is weighted. */
  readonly tasks: Readonly<Record<string, number>>;
}

export interface PlipSteps {
  /** The gradients are left in the learner. @param identities (N) of the whole batch; @param chunks its parts in order */
  run(identities: Int32Array, chunks: readonly Chunk[]): Promise<PlipResult>;
  release(): Promise<void>;
}

/** What the step of one batch, or of one chunk, trains. */
export function plipTraining(parts: PlipStepParts, size: PlipBatchSize, contrast: ContrastPlace): Training {
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
export function openPlipSteps(
  parts: PlipStepParts,
  learner: Learner,
  { threads }: { threads?: number } = {},
): PlipSteps {
  const { batch, chunk, targets, loss } = parts;
  if (batch % chunk !== 0) throw new Error(`A batch of ${batch} is no whole number of chunks of ${chunk}.`);
  const isWhole = batch === chunk;
  const trains = new Map<number, Promise<LearningStep>>();
  const embeds = new Map<number, Promise<CompiledForward>>();
  let compare: Promise<CompiledFunction> | undefined;
  const shapeOf = (length: number): PlipBatchSize => ({ images: chunk, length, targets });
  const train = (length: number): Promise<LearningStep> =>
    once(trains, length, () =>
      learner.compileStep(plipTraining(parts, shapeOf(length), isWhole ? 'inside' : { of: batch })),
    );
  const embed = (length: number): Promise<CompiledForward> =>
    once(embeds, length, () => compileEmbedding(parts, shapeOf(length), learner));
  return {
    run: async (identities, chunks) => {
      const same = sameIdentity(identities);
      if (isWhole) {
        const [{ length, feeds }] = chunks;
        const step = await train(length);
        const { loss: total, outputs } = await step.run(loss.tasks.ivlc ? { ...feeds, same } : feeds);
        return { loss: total, tasks: numbersOf(outputs) };
      }
      if (!loss.tasks.ivlc) return trainChunks(train, chunks, loss);
      const embedded = await embedAll(embed, chunks);
      const contrast = await (await (compare ??= compileContrast(parts, threads))).run({ ...embedded, same });
      const d = parts.net.visual.output;
      const given = chunks.map(({ length, feeds }, i) => {
        const part = (all: Elements): Elements => all.slice(i * chunk * d, (i + 1) * chunk * d);
        const gradients = { imageGradients: part(contrast.dImages), textGradients: part(contrast.dTexts) };
        return { length, feeds: { ...feeds, ...gradients } };
      });
      return trainChunks(train, given, loss, contrast.loss[0]);
    },
    release: async () => {
      const opened = await Promise.all([...trains.values(), ...embeds.values(), ...(compare ? [compare] : [])]);
      for (const each of opened) await each.release();
    },
  };
}

/** (N) -> (N*N), 1 where two are the same. */
export function sameIdentity(identities: Int32Array): Float32Array {
  const n = identities.length;
  return Float32Array.from({ length: n * n }, (_, k) => (identities[Math.floor(k / n)] === identities[k % n] ? 1 : 0));
}

async function trainChunks(
  stepOf: (length: number) => Promise<LearningStep>,
  chunks: readonly Chunk[],
  { weights }: PlipLoss,
  ivlc?: number,
): Promise<PlipResult> {
  const tasks: Record<string, number> = ivlc === undefined ? {} : { ivlc };
  for (const { length, feeds } of chunks) {
    const { outputs } = await (await stepOf(length)).run(feeds);
    for (const [name, value] of Object.entries(numbersOf(outputs))) tasks[name] = (tasks[name] ?? 0) + value;
  }
  const loss = (tasks.ivlc ?? 0) + weights.tic * (tasks.tic ?? 0) + weights.iap * (tasks.iap ?? 0);
  return { loss, tasks };
}

async function embedAll(
  graphOf: (length: number) => Promise<CompiledForward>,
  chunks: readonly Chunk[],
): Promise<{ images: Float32Array; texts: Float32Array }> {
  const parts: { images: Float32Array; texts: Float32Array }[] = [];
  for (const { length, feeds } of chunks) {
    const { imageEmbeddings, textEmbeddings } = await (await graphOf(length)).run(feeds);
    parts.push({ images: imageEmbeddings as Float32Array, texts: textEmbeddings as Float32Array });
  }
  return { images: joined(parts.map(({ images }) => images)), texts: joined(parts.map(({ texts }) => texts)) };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A chunk's embeddings as its training step will have them: by the chunk's own statistics, which are not noted. */
async function compileEmbedding(
  { net, loss }: PlipStepParts,
  size: PlipBatchSize,
  learner: Learner,
): Promise<CompiledForward> {
  // Masked captions change no embedding: they, and their half of the dropouts, stay out.
  const complete: PlipLoss = { ...loss, tasks: { ivlc: false, tic: false, iap: false } };
  const inputs = plipInputs(net, complete, size, 'inside');
  const compiled = await learner.compileForward({
    inputs,
    run: (weights, given) => {
      const used = Object.fromEntries(Object.keys(inputs).map((name) => [name, given[name]]));
      const mode: Mode = { training: true, statistics: {} };
      const { images, texts } = plipEmbeddings(net, complete, weights, { inputs: used, mode });
      return { imageEmbeddings: images, textEmbeddings: texts };
    },
  });
  const sizes = Object.entries(inputs).map(([name, { shape }]) => [name, sizeOf(shape)] as const);
  const run: CompiledForward['run'] = (feeds) =>
    compiled.run(Object.fromEntries(sizes.map(([name, count]) => [name, feeds[name].subarray(0, count)])));
  return { ...compiled, run };
}

/** The contrast of a whole batch and its gradients. */
function compileContrast({ net, loss, batch }: PlipStepParts, threads?: number): Promise<CompiledFunction> {
  const embeddings = { shape: [batch, net.visual.output] };
  const specs = { images: embeddings, texts: embeddings, same: { shape: [batch, batch] } };
  const fn = ({ images, texts, same }: Tensors): Tensors => {
    const { value, grads } = tf.valueAndGrads((x, z) =>
      contrastLoss(loss.contrast, x as Tensor2D, z as Tensor2D, same as Tensor2D),
    )([images, texts]);
    return { loss: value, dImages: grads[0], dTexts: grads[1] };
  };
  return compile(fn, specs, { threads });
}

const numbersOf = (outputs: Readonly<Record<string, Elements>>): Record<string, number> =>
  Object.fromEntries(Object.entries(outputs).map(([name, data]) => [name, data[0]]));
