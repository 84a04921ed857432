/** PLIP's two encoders as ONNX files, each with one output: the `embedding` (n, D), not normalised. */
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import type { TextPool } from '../../schemas/plip.js';
import type { Precision } from '../engine/graph.js';
import { tf } from '../engine/tfjs.js';
import { bert, type BertNet } from '../nn/bert.js';
import { exportInference, TRACED_BATCH } from '../nn/exportOnnx.js';
import type { Inference } from '../nn/network.js';
import { textEmbedding } from './network.js';
import type { Parameters } from '../nn/parameters.js';
import { encodeVisually, type VisualNet, type VisualNetwork } from '../nn/visual.js';

export interface ImageEncoder {
  readonly network: VisualNetwork;
  readonly parameters: Parameters;
}

export interface TextEncoder {
  readonly net: BertNet;
  readonly pool: TextPool;
  readonly parameters: Parameters;
}

/** `image` (n, 3, H, W), normalised pixels -> `embedding` (n, D) */
export function imageInference(net: VisualNet, batch: number): Inference {
  return {
    inputs: { image: { shape: [batch, ...net.picture, 3], layout: 'nchw' } },
    outputs: ['embedding'],
    run: (weights, { image }) => ({
      embedding: encodeVisually(net, weights, image as Tensor4D, { training: false }).embedding(),
    }),
  };
}

/** `input_ids` and `attention_mask` (n, L) int32, 1 for what is no padding -> `embedding` (n, D), whatever the padding holds */
export function textInference(
  { net, pool }: Omit<TextEncoder, 'parameters'>,
  { batch, tokens }: { batch: number; tokens: number },
): Inference {
  const row = { shape: [batch, tokens], dtype: 'int32' } as const;
  return {
    inputs: { input_ids: row, attention_mask: row },
    outputs: ['embedding'],
    run: (weights, { input_ids: ids, attention_mask: mask }) => {
      const states = bert(net, weights, { ids: ids as Tensor2D, mask: tf.cast(mask as Tensor2D, 'float32') });
      return { embedding: textEmbedding({ textPool: pool }, states) };
    },
  };
}

export const exportImageEncoder = ({ network, parameters }: ImageEncoder, weights?: Precision): Uint8Array =>
  exportInference(parameters, imageInference(network.net, TRACED_BATCH), weights);

/** @param tokens L of the file, fixed */
export const exportTextEncoder = (
  { parameters, ...text }: TextEncoder,
  { tokens, weights }: { tokens: number; weights?: Precision },
): Uint8Array => exportInference(parameters, textInference(text, { batch: TRACED_BATCH, tokens }), weights);
