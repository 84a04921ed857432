/** Trains SPAC in a process of its own. The same inputs, seed, CPU type and thread count give the same bits. */
import type { Backend } from '../engine/eager.js';
import type { CheckpointFile } from '../train/checkpoint.js';
import { trainApart } from '../train/process.js';
import type { SpacNet } from './network.js';
import type { SpacRecipe } from './recipes.js';
import type { SpacTrainingSet } from './trainingSet.js';

export interface SpacTrainSettings {
  /** Its vocabulary is that of `tokens`. */
  readonly net: SpacNet;
  /** GPT-2's numbers of the words that the set uses. */
  readonly tokens: readonly number[];
  readonly recipe: SpacRecipe;
  readonly seed: number | string;
  readonly threads?: number;
  readonly backend?: Backend;
  /** See `StepOptions`. */
  readonly tune?: boolean;
  /** Folders of converted networks to start from, and nothing else: `synthpedes convert`. */
  readonly initial: { readonly body?: string; readonly generator?: string };
  /** Kept after every epoch and when it is stopped; beside it the best weights so far, and graphs. */
  readonly checkpoint: CheckpointFile;
  /** Where the weights that were best on val are written. */
  readonly best: string;
  /** Folder of curves and samples. */
  readonly watch: string;
}

/** Progress of a step; numbers that make curves. */
export interface SpacProgress {
  readonly phase: 'language' | 'looking' | 'captions';
  readonly epoch: number;
  readonly epochs: number;
  /** Of all, from 1. */
  readonly step: number;
  readonly steps: number;
  readonly rate: number;
  readonly loss: number;
  /** The two parts of the loss; of the language phase there is one. */
  readonly caption?: number;
  readonly attribute?: number;
  /** What an epoch that is over has come to. */
  readonly epochEnd?: EpochEnd;
}

export interface EpochEnd {
  readonly trainLoss: number;
  /** Means over the words of val, without lambda; null where there is no val. */
  readonly val: { readonly caption: number; readonly attribute: number } | null;
  /** Whether these weights are the best so far, on val: they are then kept. */
  readonly isBest: boolean;
  /** What the network says of a few pictures of val. */
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly row: number;
  readonly attributes: string;
  readonly captions: readonly string[];
}

export interface SpacStart {
  readonly set: SpacTrainingSet;
  readonly settings: SpacTrainSettings;
}

export interface TrainedSpac {
  /** Epoch, from 1, of the weights that were kept, and what val said of them. */
  readonly epoch: number;
  readonly val: EpochEnd['val'];
}

/** @param set with at least one captioned picture @throws the signal's reason where it was stopped */
export async function trainSpac(
  set: SpacTrainingSet,
  settings: SpacTrainSettings,
  { onProgress, signal }: { onProgress?: (progress: SpacProgress) => void; signal?: AbortSignal } = {},
): Promise<TrainedSpac> {
  const script = new URL('./trainProcess.js', import.meta.url);
  return trainApart<SpacStart, SpacProgress, TrainedSpac>(script, { set, settings }, { onProgress, signal });
}
