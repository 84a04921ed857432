/** Trains PLIP in a process of its own. The same inputs, seed, CPU type and thread count give the same bits. */
import type { Backend } from '../engine/eager.js';
import type { CheckpointFile } from '../train/checkpoint.js';
import { trainApart } from '../train/process.js';
import type { CaptionShares } from './captionChoice.js';
import type { PlipLoss } from './loss.js';
import type { MaskingCurriculum } from './maskingCurriculum.js';
import type { PlipNet } from './network.js';
import type { PlipRecipe } from './recipes.js';
import type { ImageSet } from './sampler.js';

export interface PlipTrainSettings {
  readonly net: PlipNet;
  readonly loss: PlipLoss;
  readonly recipe: PlipRecipe;
  /** BERT's, or those of its pieces that the texts use. */
  readonly pieces: readonly string[];
  readonly captions: CaptionShares;
  readonly masking: MaskingCurriculum;
  /** Steps of the whole training; undefined: those of the recipe's epochs. */
  readonly steps?: number;
  readonly seed: number;
  readonly threads?: number;
  readonly backend?: Backend;
  /** See `StepOptions`. */
  readonly tune?: boolean;
  /** Folders of converted networks to start from, and nothing else. */
  readonly initial: { readonly visual?: string; readonly text?: string };
  /** Kept after every epoch, every so many steps and when it is stopped; beside it graphs. */
  readonly checkpoint: CheckpointFile;
  readonly checkpointEvery: number;
  /** Where the weights that were best on val are written. */
  readonly best: string;
  /** Folder of curves. */
  readonly watch: string;
  /** Folder of pictures, and after how many steps there are new ones; null: at the end of each epoch. The last step always has them. */
  readonly pictures: { readonly folder: string; readonly every: number | null };
}

/** What val says of the weights, in inference. */
export interface PlipVal {
  /** Of the tasks that are trained, before they are weighted. */
  readonly losses: Readonly<Record<string, number>>;
  /** Texts of val that find their person among its images: shares. */
  readonly rank1: number;
  readonly rank10: number;
  readonly mAP: number;
  /** What a ranking at random is expected to give. */
  readonly chance: { readonly rank1: number; readonly rank10: number; readonly mAP: number };
  readonly images: number;
}

export interface PlipEpochEnd {
  readonly trainLoss: number;
  /** null where there is no val. */
  readonly val: PlipVal | null;
  /** Whether these weights are the best so far, on val: they are then kept. */
  readonly isBest: boolean;
}

/** Of a step; numbers that make curves. */
export interface PlipTaken {
  readonly loss: number;
  /** Of each task before it is weighted. */
  readonly tasks: Readonly<Record<string, number>>;
  readonly rate: number;
  /** Norm of all gradients, before it is clipped. */
  readonly norm: number;
  /** G(x), the share of attribute phrases that is hidden. */
  readonly masked: number;
  /** Seconds of the step, and of these those that waited for its batch. */
  readonly seconds: number;
  readonly waited: number;
}

export interface PlipProgress extends PlipTaken {
  readonly epoch: number;
  readonly epochs: number;
  /** Of all, from 1. */
  readonly step: number;
  readonly steps: number;
  readonly images: number;
  readonly epochEnd?: PlipEpochEnd;
  /** What could not be read, once each. */
  readonly unreadable?: ReadonlyArray<{ readonly image: number; readonly reason: string }>;
}

export interface PlipStart {
  /** Path of the manifest. */
  readonly manifest: string;
  readonly train: ImageSet;
  readonly val: ImageSet;
  readonly settings: PlipTrainSettings;
}

export interface TrainedPlip {
  /** Epoch, from 1, of the weights that were kept, and what val said of them. */
  readonly epoch: number;
  readonly val: PlipVal | null;
  readonly steps: number;
}

/** @throws UserError as `openBatches`, and where the loss is not finite; the signal's reason where it was stopped */
export function trainPlip(
  start: PlipStart,
  options: { onProgress?: (progress: PlipProgress) => void; signal?: AbortSignal } = {},
): Promise<TrainedPlip> {
  const script = new URL('./trainProcess.js', import.meta.url);
  return trainApart<PlipStart, PlipProgress, TrainedPlip>(script, start, options);
}
