// The loop of trainings, on one number that falls: a stop after any step changes nothing of what comes out.
import { join } from 'node:path';
import test from 'ava';
import { adamw, ADAMW_DEFAULTS } from '../../../model/optim/adamw.js';
import { planParameters } from '../../../model/optim/groups.js';
import { createOptimizer } from '../../../model/optim/optimizer.js';
import { runEpochs, savedPosition } from '../../../model/train/epochs.js';
import { temporaryFolder } from '../../temporary.js';
/** Two epochs of three steps; a step's loss is its number plus the weight, and its gradient 1. */
async function train(path, steps, norm = 1) {
    const parameters = {
        w: { role: 'weight', shape: [1], layout: 'plain', data: new Float32Array([5]) },
    };
    const plan = planParameters(parameters, { weightDecay: 0 });
    const optimizer = createOptimizer({ rule: adamw(ADAMW_DEFAULTS), parameters, plan });
    const checkpoint = { path, recipe: 'a number' };
    const parts = { parameters, optimizer };
    const shown = [];
    let taken = 0;
    const left = await runEpochs({
        ...{ parts, checkpoint, steps: 6, endsEpoch: (done) => done % 3 === 0, fetch: () => Promise.resolve() },
        from: savedPosition(checkpoint, parts) ?? { step: 0, sum: 0, left: [] },
        takeStep: (step) => {
            const loss = step + parameters.w.data[0];
            optimizer.beginStep(1);
            optimizer.update({ w: new Float32Array([1]) });
            taken++;
            return Promise.resolve({ loss, norm });
        },
        endEpoch: ({ sum, left: sums }) => Promise.resolve({ left: [...sums, sum], shown: 'end' }),
        note: (_, { step }, ended) => shown.push(`${step}${ended ?? ''}`),
    }, { stopped: () => taken >= steps });
    return { left, shown };
}
test('the sums of epochs are those of their steps, whether stopped never or after every step', async (t) => {
    const calm = await train(join(temporaryFolder(), 'checkpoint'), Infinity);
    // AdamW with a gradient of 1 and a rate of 1 takes 1 off (but for its epsilon): 5, 4, 3, ... plus 0, 1, 2, ...
    t.deepEqual(calm.left.map((sum) => Math.round(sum * 1e3) / 1e3), [15, 15]);
    t.deepEqual(calm.shown, ['1', '2', '3end', '4', '5', '6end']);
    const path = join(temporaryFolder(), 'checkpoint');
    const shown = [];
    let left;
    for (let i = 0; i < 6; i++) {
        t.is(left, undefined);
        const part = await train(path, 1);
        shown.push(...part.shown);
        left = part.left;
    }
    t.deepEqual(left, calm.left);
    t.deepEqual(shown, calm.shown);
});
test('a training whose gradients are not finite ends', async (t) => {
    await t.throwsAsync(train(join(temporaryFolder(), 'checkpoint'), Infinity, NaN), {
        message: 'The training diverged in step 1: loss 5, norm of the gradients NaN.',
    });
});
//# sourceMappingURL=epochs.test.js.map