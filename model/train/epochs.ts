/**
 * The loop that trainings share: step after step, epoch after epoch, with a checkpoint that it goes on from to the bit. What a
 * step does, and what the end of an epoch, is the training's own; its random numbers hang on the number of the step alone.
 */
import { type CheckpointFile, restoreCheckpoint, saveCheckpoint, type TrainingParts } from './checkpoint.js';

/** What a training's process is told and tells. */
export interface LoopHooks<Progress> {
  readonly stopped: () => boolean;
  readonly onProgress: (progress: Progress) => void;
}

/** Where a training stands. `Left`, as JSON, is what its epochs have left: the best of them, or a history. */
export interface Position<Left> {
  /** Done of all. */
  readonly step: number;
  /** Of the losses of this epoch. */
  readonly sum: number;
  readonly left: Left;
}

/** Both are finite, or the training ends. */
export interface StepNumbers {
  readonly loss: number;
  /** Of all gradients. */
  readonly norm: number;
}

/** `Taken`: what is to be shown of a step. `Ended`: what is to be shown of an epoch. */
export interface Epochs<Left, Taken, Ended> {
  readonly from: Position<Left>;
  /** Steps of all epochs. */
  readonly steps: number;
  readonly parts: TrainingParts;
  /** Brings the parts up to date, before they are kept and before an epoch's end reads them. */
  fetch(): Promise<void>;
  /** Kept after every epoch and where it is stopped; undefined: nowhere. */
  readonly checkpoint?: CheckpointFile;
  /** Is it kept inside of an epoch too, when so many steps are done? */
  keepsAt?(done: number): boolean;
  /** Is an epoch over when so many steps are done? The last step must end one. */
  endsEpoch(done: number): boolean;
  /** @param step from 0 */
  takeStep(step: number): Promise<Taken & StepNumbers>;
  /** @param position with the sum of all its losses, its last step done */
  endEpoch(position: Position<Left>): Promise<{ readonly left: Left; readonly shown: Ended }>;
  /** After every step; of the last one of an epoch when the checkpoint is there. */
  note(taken: Taken & StepNumbers, position: Position<Left>, ended?: Ended): void;
}

/** Copies what was saved into the parts. @throws UserError bad_file where the file is damaged */
export function savedPosition<Left>(
  checkpoint: CheckpointFile | undefined,
  parts: TrainingParts,
): Position<Left> | undefined {
  return checkpoint && (restoreCheckpoint(checkpoint, parts) as Position<Left> | undefined);
}

/** What the epochs have left, or undefined where it was stopped. */
export async function runEpochs<Left, Taken, Ended>(
  training: Epochs<Left, Taken, Ended>,
  { stopped }: Pick<LoopHooks<never>, 'stopped'>,
): Promise<Left | undefined> {
  const keep = async (position: Position<Left>): Promise<void> => {
    if (!training.checkpoint) return;
    await training.fetch();
    saveCheckpoint(training.checkpoint, training.parts, position);
  };
  let position = training.from;
  while (position.step < training.steps) {
    if (stopped()) {
      await keep(position);
      return undefined;
    }
    const taken = await training.takeStep(position.step);
    const done = { ...position, step: position.step + 1, sum: position.sum + taken.loss };
    const { loss, norm } = taken;
    if (!Number.isFinite(loss) || !Number.isFinite(norm))
      throw new Error(`The training diverged in step ${done.step}: loss ${loss}, norm of the gradients ${norm}.`);
    if (!training.endsEpoch(done.step)) {
      position = done;
      if (training.keepsAt?.(done.step)) await keep(position);
      training.note(taken, done);
      continue;
    }
    await training.fetch();
    const { left, shown } = await training.endEpoch(done);
    position = { step: done.step, sum: 0, left };
    await keep(position);
    training.note(taken, done, shown);
  }
  return position.left;
}
