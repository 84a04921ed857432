/** The networks that there are, as data: which one, of which size; how it starts, and what it computes in inference. */
import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs';
import type { Random } from '../../data/random.js';
import { tf } from '../engine/tfjs.js';
import type { InputSpec, Tensors } from '../engine/trace.js';
import { bert, type BertNet, bertParameters, type Texts } from './bert.js';
import { bottleneckChannels } from './bottleneck.js';
import { featurePyramid, featurePyramidParameters } from './featurePyramid.js';
import { gpt2, gpt2Logits, type Gpt2Net, gpt2Parameters, gpt2Words } from './gpt2.js';
import type { Weights } from './layers.js';
import type { ModifiedResNet } from './modifiedResNet.js';
import type { Parameters } from './parameters.js';
import { resNet, type ResNetFpn, resNetParameters } from './resNet.js';
import type { Swin } from './swin.js';
import { encodeVisually, visualParameters } from './visual.js';

export type Network =
  | { readonly type: 'modified-resnet'; readonly net: ModifiedResNet }
  | { readonly type: 'swin'; readonly net: Swin }
  | { readonly type: 'resnet'; readonly net: ResNetFpn }
  | { readonly type: 'bert'; readonly net: BertNet }
  | { readonly type: 'gpt2'; readonly net: Gpt2Net };

/** The parameters of a network with their initial values. */
export function initialParameters({ type, net }: Network, random: Random): Parameters {
  if (type === 'modified-resnet' || type === 'swin') return visualParameters(net, random);
  if (type === 'bert') return bertParameters(net, random);
  if (type === 'gpt2') return gpt2Parameters(net, random);
  const body = resNetParameters(net, random);
  return net.pyramid === undefined
    ? body
    : { ...body, ...featurePyramidParameters(bottleneckChannels(net), net.pyramid, random) };
}

/** What goes in and comes out when a network is used, not trained; the first axis of everything is the batch. */
export interface Inference {
  readonly inputs: Readonly<Record<string, InputSpec>>;
  readonly outputs: readonly string[];
  readonly run: (weights: Weights, inputs: Tensors) => Tensors;
}

export interface InferenceSize {
  readonly batch: number;
  /** Tokens of a text; default 64, or as many as the network has positions for. */
  readonly length?: number;
  /** Height and width of a picture. */
  readonly picture?: readonly [number, number];
}

const LENGTH = 64;
const PICTURE = [256, 128] as const;

/**
 * Pictures (N, 3, H, W), normalised -> `map1` to `map4` (N, C, h, w), and the `embedding` (N, D) where there is one;
 * BERT: `ids` and `mask` (N, L) -> `states` (N, L, D) and `pooled` (N, D); GPT-2: `ids` -> `logits` (N, L, V).
 */
export function inferenceOf({ type, net }: Network, size: InferenceSize): Inference {
  const { batch } = size;
  const length = size.length ?? ('positions' in net ? Math.min(LENGTH, net.positions) : LENGTH);
  const ids: InputSpec = { shape: [batch, length], dtype: 'int32' };
  switch (type) {
    case 'modified-resnet':
    case 'swin':
      return {
        inputs: pictures(batch, net.picture),
        outputs: ['map1', 'map2', 'map3', 'map4', 'embedding'],
        run: (weights, { images }) => {
          const { maps, embedding } = encodeVisually(net, weights, images as Tensor4D, { training: false });
          return { ...namedMaps(maps), embedding: embedding() };
        },
      };
    case 'resnet':
      return {
        inputs: pictures(batch, size.picture ?? PICTURE),
        outputs: ['map1', 'map2', 'map3', 'map4'],
        run: (weights, { images }) => {
          const maps = resNet(net, weights, images as Tensor4D, { training: false });
          return namedMaps(net.pyramid === undefined ? maps : featurePyramid(weights, maps));
        },
      };
    case 'bert':
      return {
        inputs: { ids, mask: { shape: [batch, length] } },
        outputs: ['states', 'pooled'],
        run: (weights, inputs) => {
          const { hidden, pooled } = bert(net, weights, inputs as unknown as Texts);
          return { states: tf.reshape(hidden, [batch, length, net.width]), pooled: pooled() };
        },
      };
    case 'gpt2':
      return {
        inputs: { ids },
        outputs: ['logits'],
        run: (weights, inputs) => {
          const { hidden } = gpt2(net, weights, gpt2Words(weights, inputs.ids) as Tensor3D);
          return { logits: tf.reshape(gpt2Logits(weights, hidden), [batch, length, net.vocabulary]) };
        },
      };
  }
}

const pictures = (batch: number, [height, width]: readonly [number, number]): Record<string, InputSpec> => ({
  images: { shape: [batch, height, width, 3], layout: 'nchw' },
});

/** Channels before places, as everybody outside of tfjs has them. */
const namedMaps = (maps: readonly Tensor4D[]): Record<string, Tensor> =>
  Object.fromEntries(maps.map((map, i) => [`map${i + 1}`, tf.transpose(map, [0, 3, 1, 2])]));
