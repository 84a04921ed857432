/**
 * The loop that trainings share: step after step, epoch after epoch, with a checkpoint that it goes on from to the bit. What a
 * step does, and what the end of an epoch, is the training's own; its random numbers hang on the number of the step alone.
 */
import { restoreCheckpoint, saveCheckpoint } from './checkpoint.js';
/** Copies what was saved into the parts. @throws UserError bad_file where the file is damaged */
export function savedPosition(checkpoint, parts) {
    return checkpoint && restoreCheckpoint(checkpoint, parts);
}
/** What the epochs have left, or undefined where it was stopped. */
export async function runEpochs(training, { stopped }) {
    const keep = async (position) => {
        if (!training.checkpoint)
            return;
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
            if (training.keepsAt?.(done.step))
                await keep(position);
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
//# sourceMappingURL=epochs.js.map