/**
 * Trains the attribute classifier in a process of its own, so that the caller's event loop stays alive while ONNX Runtime
 * computes. The same inputs, seed, CPU type and thread count give the same bits.
 */
import { UserError } from '../../schemas/userError.js';
import type { Head } from '../../schemas/heads.js';
import { logitCount } from '../../schemas/heads.js';
import type { Backend } from '../engine/eager.js';
import type { Parameters } from '../nn/parameters.js';
import type { CheckpointFile } from '../train/checkpoint.js';
import { trainApart } from '../train/process.js';
import type { AugmentOptions } from '../train/augment.js';
import type { ClassifierNet, Preset } from './presets.js';

/** Pictures of one size in a flat file, and their labels. */
export interface TrainingSet {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** File of `count` pictures, uint8 RGB, each (height, width, 3), one after the other. */
  readonly pixels: { readonly path: string };
  readonly heads: readonly Head[];
  /** (count, K) in [0, 1]; e.g. 0.5 and 0.5 for two colours of a softmax head. */
  readonly targets: Float32Array;
  /** (count, heads), 1 where the head is labelled. */
  readonly mask: Uint8Array;
}

export interface TrainSettings {
  /** Pictures to learn from and, of other identities, to check with. */
  readonly train: readonly number[];
  readonly heldOut: readonly number[];
  readonly preset: Preset;
  readonly seed: number | string;
  /** Default: the preset's. */
  readonly epochs?: number;
  readonly batch?: number;
  readonly rate?: number;
  readonly net?: ClassifierNet;
  readonly weightDecay?: number;
  readonly augment?: AugmentOptions;
  /** Exponent of class re-weighting: 0 none, 1 every class weighs the same. Default 0.5. */
  readonly balance?: number;
  /** Share of each target that is spread evenly. Default 0.05. */
  readonly smoothing?: number;
  /** Threads of ONNX Runtime. Default: all cores. */
  readonly threads?: number;
  /** What computes the steps. Default: ONNX Runtime. */
  readonly backend?: Backend;
  /** See `StepOptions`. */
  readonly tune?: boolean;
  /** Where the training is kept after every epoch and when it is stopped, and goes on from. Default: nowhere. */
  readonly checkpoint?: CheckpointFile;
}

export interface TrainOptions extends TrainSettings {
  readonly onProgress?: (progress: TrainProgress) => void;
  /** Stops the training between two steps. */
  readonly signal?: AbortSignal;
}

export interface TrainProgress {
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly steps: number;
  /** Mean training loss a picture in this epoch so far. */
  readonly loss: number;
}

export interface EpochRecord {
  readonly epoch: number;
  readonly trainLoss: number;
  /** Mean loss a held-out picture, without smoothing and class weights; null where nothing is held out. */
  readonly heldOutLoss: number | null;
  readonly seconds: number;
}

export interface TrainedClassifier {
  readonly net: ClassifierNet;
  readonly heads: readonly Head[];
  readonly height: number;
  readonly width: number;
  /** What the pixels, divided by 255, are normalised with; RGB. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
  readonly parameters: Parameters;
  readonly history: readonly EpochRecord[];
  /** (heldOut, K), in the order of `heldOut`. */
  readonly heldOutLogits: Float32Array;
  /** The bytes of `model.onnx`. */
  readonly onnx: Uint8Array;
}

/** What the process is started with. */
export interface TrainStart {
  readonly set: TrainingSet;
  readonly settings: TrainSettings;
}

/**
 * Trains on `set.train` and predicts `heldOut`.
 * @throws UserError `bad_file` where labels and pictures do not fit each other, `nothing_to_do` without pictures
 * @throws the signal's reason where it aborts; Error with its `cause` where the process crashes
 */
export async function trainClassifier(set: TrainingSet, options: TrainOptions): Promise<TrainedClassifier> {
  checkSet(set, options);
  const { onProgress, signal, ...settings } = options;
  const script = new URL('./trainProcess.js', import.meta.url);
  return trainApart<TrainStart, TrainProgress, TrainedClassifier>(script, { set, settings }, { onProgress, signal });
}

function checkSet({ count, heads, targets, mask }: TrainingSet, { train, heldOut }: TrainSettings): void {
  if (train.length === 0)
    throw new UserError('nothing_to_do', { what: 'There are no pictures to train the classifier on.' });
  const wrong = [...train, ...heldOut].find((index) => !Number.isInteger(index) || index < 0 || index >= count);
  const fits = targets.length === count * logitCount(heads) && mask.length === count * heads.length;
  if (wrong === undefined && fits) return;
  throw new UserError('bad_file', {
    what: 'The training set does not fit together.',
    got: `${count} pictures, ${targets.length} targets, ${mask.length} mask entries, index ${String(wrong)}`,
    fix: 'give count x classes targets, count x heads mask entries and indices below count',
  });
}
