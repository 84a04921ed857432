/** How SPAC is trained, by preset: `paper` as appendix A.7 has it; `small` and `tiny` start from nothing, on a CPU. */
import type { AugmentOptions } from '../train/augment.js';
import { SPAC_PRESETS } from './network.js';

export type SpacPreset = keyof typeof SPAC_PRESETS;

export interface SpacRecipe {
  /** Passes over the captions with their images. */
  readonly epochs: number;
  /** Passes over all texts, by the generator alone, before that. */
  readonly languageEpochs: number;
  /** Passes over all images by the part that looks alone, after the generator's; pictures in a batch of it, and its peak rate. */
  readonly looking: { readonly epochs: number; readonly pictures: number; readonly rate: number };
  /** Weight of the attributes' part of the loss. */
  readonly lambda: number;
  /** Images with a caption, and images with attributes only, in a batch. */
  readonly captioned: number;
  readonly labelled: number;
  /** Texts in a batch of the generator's own. */
  readonly texts: number;
  /** Words (byte pairs) of a caption and of a phrase at most, the end among them. */
  readonly captionWords: number;
  readonly phraseWords: number;
  /** Peak rate of AdamW; `constant`, or warmed up for an epoch and then half a cosine. */
  readonly rate: number;
  readonly schedule: 'constant' | 'cosine';
  readonly weightDecay: number;
  /** Norm of all gradients at most; null: whatever it is, as in the paper. A generator that starts from nothing has steep first steps. */
  readonly clip: number | null;
  /** Share of a caption's words that the generator does not see while it learns the next one: against learning by heart. */
  readonly hiddenWords: number;
  readonly augment: AugmentOptions;
}

/** Appendix A.7. */
const LAMBDA = 0.15;
const NO_LOOKING = { epochs: 0, pictures: 64, rate: 0 };
const FLIP_ONLY: AugmentOptions = { flip: true, shift: 0, zoom: 0, light: 0, erase: 0 };

export const SPAC_RECIPES: Readonly<Record<SpacPreset, SpacRecipe>> = {
  paper: {
    epochs: 30,
    languageEpochs: 0,
    looking: NO_LOOKING,
    lambda: LAMBDA,
    captioned: 64,
    labelled: 64,
    texts: 64,
    captionWords: 64,
    phraseWords: 10,
    rate: 1e-4,
    schedule: 'constant',
    weightDecay: 0.01,
    clip: null,
    hiddenWords: 0,
    augment: FLIP_ONLY,
  },
  small: {
    epochs: 5,
    languageEpochs: 1,
    looking: { epochs: 4, pictures: 64, rate: 3e-3 },
    // Half of its images have no caption.
    lambda: 0.5,
    captioned: 16,
    labelled: 16,
    texts: 48,
    captionWords: 44,
    phraseWords: 7,
    rate: 1.5e-3,
    schedule: 'cosine',
    weightDecay: 0.05,
    clip: 1,
    hiddenWords: 0.25,
    augment: { flip: true, shift: 0.06, zoom: 0.1, light: 0.1, erase: 0.2 },
  },
  tiny: {
    epochs: 10,
    languageEpochs: 1,
    looking: NO_LOOKING,
    lambda: LAMBDA,
    captioned: 24,
    labelled: 24,
    texts: 32,
    captionWords: 48,
    phraseWords: 7,
    rate: 2e-3,
    schedule: 'cosine',
    weightDecay: 0.05,
    clip: 1,
    hiddenWords: 0.1,
    augment: { flip: true, shift: 0.05, zoom: 0.05, light: 0.1, erase: 0 },
  },
};
