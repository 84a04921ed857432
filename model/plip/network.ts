/**
 * PLIP (section 3 of the paper): a visual and a textual encoder with one space of embeddings, and the two heads that only
 * pre-training needs: text-guided colorization and image-guided attribute prediction.
 */
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import type { Random } from '../../data/random.js';
import { bert, type BertNet, type BertOutput, BERT_PRESETS, bertParameters, type Texts } from '../nn/bert.js';
import { inside, type Mode, type Weights } from '../nn/layers.js';
import type { VisualFeatures } from '../nn/features.js';
import { MODIFIED_RESNET_PRESETS } from '../nn/modifiedResNet.js';
import { type Parameters, underName } from '../nn/parameters.js';
import { SWIN_PRESETS } from '../nn/swin.js';
import { encodeVisually, type VisualNet, visualParameters } from '../nn/visual.js';
import { attributeHeadParameters, type AttributeHead } from './attributePrediction.js';
import { colorizerParameters, type Colorizer } from './colorization.js';

export interface PlipNet {
  /** Its `output` is D, the size of both embeddings. */
  readonly visual: VisualNet;
  /** As wide as D. */
  readonly text: BertNet;
  /** How hidden states become the text's embedding: the mean over its tokens (the paper), or BERT's pooler (the released code). */
  readonly textPool: 'average' | 'pooler';
  readonly colorizer: Colorizer;
  readonly attributes: AttributeHead;
}

/** What colorization needs of it. */
export type ColorizingNet = Omit<PlipNet, 'attributes'>;

const COLORIZER = { pool: 'average', gate: 'sigmoid' } as const;
const ATTRIBUTES = { fusion: 'sum', blocks: 1 } as const;
const PAPER = {
  text: BERT_PRESETS.base,
  textPool: 'average',
  colorizer: { ...COLORIZER, channels: 256 },
  attributes: { ...ATTRIBUTES, heads: 12 },
} as const;

export const PLIP_PRESETS = {
  'paper-rn50': { ...PAPER, visual: MODIFIED_RESNET_PRESETS.rn50 },
  'paper-rn101': { ...PAPER, visual: MODIFIED_RESNET_PRESETS.rn101 },
  'paper-rn152': { ...PAPER, visual: MODIFIED_RESNET_PRESETS.rn152 },
  'paper-swin-b': { ...PAPER, visual: SWIN_PRESETS.base },
  small: {
    visual: MODIFIED_RESNET_PRESETS.small,
    text: BERT_PRESETS.small,
    textPool: 'average',
    colorizer: { ...COLORIZER, channels: 32 },
    attributes: { ...ATTRIBUTES, heads: 4 },
  },
  tiny: {
    visual: MODIFIED_RESNET_PRESETS.tiny,
    text: BERT_PRESETS.tiny,
    textPool: 'average',
    colorizer: { ...COLORIZER, channels: 16 },
    attributes: { ...ATTRIBUTES, heads: 2 },
  },
} as const satisfies Record<string, PlipNet>;

export type PlipPreset = keyof typeof PLIP_PRESETS;

/** Which of the three pretext tasks are trained. */
export interface Tasks {
  /** Identity-based vision-language contrast. */
  readonly ivlc: boolean;
  /** Text-guided image colorization. */
  readonly tic: boolean;
  /** Image-guided attribute prediction. */
  readonly iap: boolean;
}

export const VISUAL = 'visual';
export const TEXT = 'text';
export const COLORIZATION = 'colorization';
export const ATTRIBUTE_PREDICTION = 'attributes';

/** Initial parameters of both encoders and of the heads that the tasks need. */
export function plipParameters(net: PlipNet, tasks: Tasks, random: Random): Parameters {
  return {
    ...underName(VISUAL, visualParameters(net.visual, random)),
    ...underName(TEXT, bertParameters(net.text, random)),
    ...(tasks.tic ? underName(COLORIZATION, colorizerParameters(net, random)) : {}),
    ...(tasks.iap ? underName(ATTRIBUTE_PREDICTION, attributeHeadParameters(net, random)) : {}),
  };
}

/**
 * Whether a parameter has a gradient: the last `textLayers` layers of the text encoder have (all of it with Infinity), and of
 * everything else what the tasks read.
 */
export function isTrainedPlip(net: PlipNet, tasks: Tasks, textLayers: number): (name: string) => boolean {
  const { layers } = net.text;
  return (name) => {
    const [part, ...rest] = name.split('/');
    // Without contrast and attributes nobody reads the visual embedding.
    if (part === VISUAL) return rest[0] !== 'pool' || tasks.ivlc || tasks.iap;
    if (part !== TEXT) return true;
    if (rest[0] === 'pooler') return net.textPool === 'pooler' && (tasks.ivlc || tasks.tic);
    const layer = /^layer(\d+)$/.exec(rest[0]);
    return layer ? Number(layer[1]) >= layers - textLayers : textLayers > layers;
  };
}

/** (N, H, W, 3) normalised pixels -> the maps F1 to F4, and on request the global embedding. */
export const visualFeatures = (
  net: Pick<PlipNet, 'visual'>,
  weights: Weights,
  images: Tensor4D,
  mode: Mode,
): VisualFeatures =>
  inside(VISUAL, { weights, mode }, (own, ownMode) => encodeVisually(net.visual, own, images, ownMode));

export const textStates = (
  net: Pick<PlipNet, 'text'>,
  weights: Weights,
  { mode = { training: false }, ...texts }: Texts,
): BertOutput => inside(TEXT, { weights, mode }, (own, ownMode) => bert(net.text, own, { ...texts, mode: ownMode }));

/** (N, D) */
export const textEmbedding = ({ textPool }: Pick<PlipNet, 'textPool'>, states: BertOutput): Tensor2D =>
  textPool === 'average' ? states.average() : states.pooled();
