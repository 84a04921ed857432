/** A batch of PLIP's training (section 2.4: images, the whole and the masked captions; the network makes its gray copies itself). */
import { type CaptionShares, CAPTION_SHARES } from './captionChoice.js';
import { type MaskingCurriculum, PAPER_MASKING } from './maskingCurriculum.js';
import { PLIP_COLOURS } from './loss.js';
import type { PixelLayout, Pixels } from './pictures.js';
import type { Sampling } from './sampler.js';

export interface Batch {
  /** Number of the batch in the training, 0.., and its epoch, 0... */
  readonly step: number;
  readonly epoch: number;
  /** How many of the N rows count: all of them but in the last batch of an `ordered` part, whose other rows repeat the first ones and hide nothing. */
  readonly count: number;
  /** (N) ids of the manifest. */
  readonly imageIds: Int32Array;
  /** (N) */
  readonly identities: Int32Array;
  /** (N, 3, H, W), or (N, H, W, 3) by the settings' layout. */
  readonly colour: Pixels;
  /** L, one of the settings' lengths: the smallest that holds the longest caption. */
  readonly length: number;
  /** (N, L) [CLS], tokens, [SEP], padding. */
  readonly ids: Int32Array;
  /** (N) tokens that are no padding. */
  readonly lengths: Int32Array;
  /** undefined where settings say no masking. */
  readonly masked?: MaskedCaptions;
  /** Images that could not be read, and why; others stand in their places. */
  readonly unreadable: readonly { readonly image: number; readonly reason: string }[];
}

export interface MaskedCaptions {
  /** (N, L) `ids` with [MASK] in the place of attribute phrases. */
  readonly ids: Int32Array;
  /** (M) where a token is asked for: n * L + l, ascending. Unknown tokens are hidden, but not asked for. */
  readonly positions: Int32Array;
  /** (M) the token that is hidden there. */
  readonly labels: Int32Array;
}

type Triple = readonly [number, number, number];

export interface BatchSettings {
  /** N */
  readonly size: number;
  readonly sampling: Sampling;
  readonly picture: { readonly height: number; readonly width: number };
  readonly pixels: 'float32' | 'uint8';
  readonly layout: PixelLayout;
  readonly mean: Triple;
  readonly std: Triple;
  /** Probability that a picture is flipped from left to right. */
  readonly flip: number;
  readonly captions: CaptionShares;
  /** Lengths L that there are compiled graphs of, ascending; a text loses what does not fit into the last. */
  readonly lengths: readonly number[];
  /** For image-guided attribute prediction; null: none. */
  readonly masking: MaskingCurriculum | null;
}

/** The paper's (appendix A.6), but for the lengths: 64 tokens are padding by half. */
export const PAPER_BATCHES: BatchSettings = {
  size: 512,
  sampling: { kind: 'shuffled' },
  picture: { height: 256, width: 128 },
  pixels: 'float32',
  layout: 'nchw',
  ...PLIP_COLOURS,
  flip: 0.5,
  captions: CAPTION_SHARES['PC+2GC'],
  lengths: [32, 48, 64],
  masking: PAPER_MASKING,
};
