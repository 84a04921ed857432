/** How the network sees the watched pairs: which texts it finds alike to which images, and which words it reads off an image. */
import type { Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import type { Elements } from '../engine/layout.js';
import type { InputSpec, Tensors } from '../engine/trace.js';
import { inside } from '../nn/layers.js';
import type { Parameters } from '../nn/parameters.js';
import { compileForward, type Forward } from '../train/forward.js';
import type { StepOptions } from '../train/step.js';
import { hiddenWords } from './attributePrediction.js';
import type { PlipBatchSize, PlipLoss } from './loss.js';
import { ATTRIBUTE_PREDICTION, type PlipNet, textEmbedding, textStates, visualFeatures } from './network.js';

export interface SeenPairs {
  /** (N, N), cosines of text i and image j. */
  readonly similarities: Float32Array;
  /** (T, V) scores of all words at the hidden places; undefined without attribute prediction. */
  readonly scores?: Elements;
}

/** @param feeds `images`, `ids`, `mask`, and with attribute prediction `maskedIds` and `positions`, as in training */
export async function seePairs(
  parts: { readonly net: PlipNet; readonly loss: PlipLoss; readonly parameters: Parameters },
  size: PlipBatchSize,
  feeds: Readonly<Record<string, Elements>>,
  options: StepOptions,
): Promise<SeenPairs> {
  const forward = seeing(parts, size);
  const compiled = await compileForward(forward, options);
  try {
    const names = Object.keys(forward.inputs);
    const given = Object.fromEntries(names.map((name) => [name, feeds[name]]));
    const { imageEmbeddings, textEmbeddings, scores } = await compiled.run(given);
    return { similarities: cosines(textEmbeddings, imageEmbeddings, parts.net.visual.output), scores: scores?.slice() };
  } finally {
    await compiled.release();
  }
}

function seeing(
  { net, loss, parameters }: { readonly net: PlipNet; readonly loss: PlipLoss; readonly parameters: Parameters },
  { images, length, targets }: PlipBatchSize,
): Forward {
  const texts: InputSpec = { shape: [images, length], dtype: 'int32' };
  const { iap } = loss.tasks;
  return {
    parameters,
    inputs: {
      images: { shape: [images, ...net.visual.picture, 3], layout: 'nchw' },
      ids: texts,
      mask: { shape: [images, length] },
      ...(iap ? { maskedIds: texts, positions: { shape: [targets], dtype: 'int32' } as const } : {}),
    },
    run: (weights, given): Tensors => {
      const mask = given.mask as Tensor2D;
      const seen = visualFeatures(net, weights, given.images as Tensor4D, { training: false }).embedding();
      const complete = textEmbedding(net, textStates(net, weights, { ids: given.ids as Tensor2D, mask }));
      const embeddings = { imageEmbeddings: seen, textEmbeddings: complete };
      if (!iap) return embeddings;
      const { hidden: states } = textStates(net, weights, { ids: given.maskedIds as Tensor2D, mask });
      const scores = inside(ATTRIBUTE_PREDICTION, { weights, mode: { training: false } }, (own) =>
        hiddenWords(net, own, { states, mask, images: seen, positions: given.positions as Tensor1D }),
      );
      return { ...embeddings, scores };
    },
  };
}

/** Rows of `a` and `b` (N, D) -> (N, N) */
function cosines(a: Elements, b: Elements, width: number): Float32Array {
  const n = a.length / width;
  const dot = (x: Elements, i: number, y: Elements, j: number): number => {
    let sum = 0;
    for (let d = 0; d < width; d++) sum += x[i * width + d] * y[j * width + d];
    return sum;
  };
  return Float32Array.from({ length: n * n }, (_, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    return dot(a, i, b, j) / (Math.sqrt(dot(a, i, a, i) * dot(b, j, b, j)) || 1);
  });
}
