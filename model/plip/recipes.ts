/** How PLIP is trained, by preset: `paper-*` as section 4.1 has it; `small` and `tiny` start from nothing, on a CPU. */
import type { Sampling } from './sampler.js';
import type { PlipPreset } from './network.js';

export interface PlipRecipe {
  /** N: images whose captions are compared with each other. */
  readonly batch: number;
  /** Images that are in memory at once; a divisor of `batch`. Statistics of batch norm are a chunk's. */
  readonly chunk: number;
  readonly epochs: number;
  /** Peak rate of Adan. */
  readonly rate: number;
  /** What it is multiplied with for the text encoder. */
  readonly textRate: number;
  /** Layers of the text encoder that are trained, from the last one on; null: all of it. */
  readonly textLayers: number | null;
  readonly weightDecay: number;
  /** Parts of the training: warmed up to the first; the rate falls by ten at each of the others, or as half a cosine. */
  readonly schedule: { readonly warmup: number; readonly drops: readonly number[] | 'cosine' };
  /** Norm that gradients are clipped to; null: they are not. */
  readonly clip: number | null;
  readonly sampling: Extract<Sampling, { kind: 'shuffled' | 'identities' }>;
  /** Probability of a flip from left to right. */
  readonly flip: number;
  /** Lengths of captions in tokens that graphs are compiled for. */
  readonly lengths: readonly number[];
  /** Hidden words of a picture that there is room for, on average over a chunk. */
  readonly targets: number;
  /** Blocks of both encoders are run again in the backward pass: less memory, more time. */
  readonly recompute: boolean;
  /** Share of the identities that the best weights are chosen by, at most so many images. */
  readonly valShare: number;
  readonly valImages: number;
}

const PAPER: PlipRecipe = {
  batch: 512,
  chunk: 16,
  epochs: 70,
  rate: 2e-3,
  textRate: 0.1,
  textLayers: 5,
  weightDecay: 0,
  schedule: { warmup: 10 / 70, drops: [30 / 70, 50 / 70] },
  clip: null,
  sampling: { kind: 'shuffled' },
  flip: 0.5,
  lengths: [32, 48, 64],
  targets: 12,
  recompute: false,
  valShare: 0.02,
  valImages: 2000,
};
/** From nothing: all layers at the full rate. */
const SCRATCH = {
  ...PAPER,
  textRate: 1,
  textLayers: null,
  weightDecay: 0.02,
  schedule: { warmup: 0.1, drops: 'cosine' },
  clip: 5,
} as const satisfies PlipRecipe;

export const PLIP_RECIPES: Readonly<Record<PlipPreset, PlipRecipe>> = {
  'paper-rn50': PAPER,
  'paper-rn101': PAPER,
  'paper-rn152': PAPER,
  'paper-swin-b': PAPER,
  small: {
    ...SCRATCH,
    batch: 64,
    chunk: 64,
    epochs: 30,
    rate: 2e-3,
    sampling: { kind: 'identities', images: 4 },
    lengths: [24, 40, 64],
  },
  tiny: {
    ...SCRATCH,
    batch: 32,
    chunk: 32,
    epochs: 12,
    rate: 4e-3,
    sampling: { kind: 'identities', images: 4 },
    lengths: [40, 64],
  },
};
