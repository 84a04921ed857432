import test from 'ava';
import { warmupCosine, warmupMultiStep } from '../../../model/optim/schedule.js';
test('the cosine schedule rises to 1 over the warm-up, is half way at 0.5 and ends at 0', (t) => {
    const at = (step) => warmupCosine(step, { warmup: 4, total: 24 });
    t.deepEqual([at(0), at(1), at(3), at(4)], [0.25, 0.5, 1, 1]);
    t.true(Math.abs(at(14) - 0.5) < 1e-12);
    t.is(at(24), 0);
    t.is(at(30), 0);
});
test('the stepped schedule rises to 1 over the warm-up and falls tenfold at every milestone', (t) => {
    const at = (step) => warmupMultiStep(step, { warmup: 10, milestones: [30, 50], factor: 0.1 });
    t.deepEqual([at(0), at(4), at(9), at(10), at(29)], [0.1, 0.5, 1, 1, 1]);
    t.deepEqual([at(30), at(49)], [0.1, 0.1]);
    t.true(Math.abs(at(50) - 0.01) < 1e-15 && at(1000) === at(50));
});
test('a milestone inside the warm-up counts, and no warm-up starts at the full rate', (t) => {
    t.is(warmupMultiStep(1, { warmup: 4, milestones: [1], factor: 0.5 }), 0.25);
    t.is(warmupMultiStep(0, { warmup: 0, milestones: [], factor: 0.1 }), 1);
    t.is(warmupCosine(0, { warmup: 0, total: 8 }), 1);
});
//# sourceMappingURL=schedule.test.js.map