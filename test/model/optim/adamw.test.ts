import test from 'ava';
import { ADAMW_DEFAULTS, adamwState, adamwStep } from '../../../model/optim/adamw.js';
import { warmupCosine } from '../../../model/optim/schedule.js';

test('the first step moves by the rate against the sign of the gradient, after the decay', (t) => {
  const weights = Float32Array.of(1, -2);
  const state = adamwState(2);
  adamwStep(weights, Float32Array.of(0.5, -3), state, { ...ADAMW_DEFAULTS, rate: 0.1, step: 1 });
  // m/(1-b1) = g and sqrt(v/(1-b2)) = |g|, so the update is rate * sign(g); decay takes 0.1 * 0.01 of the weight.
  t.true(Math.abs(weights[0] - (0.999 - 0.1)) < 1e-6);
  t.true(Math.abs(weights[1] - (-1.998 + 0.1)) < 1e-6);
});

test('the second step follows the hand-worked moments', (t) => {
  const weights = Float32Array.of(0);
  const state = adamwState(1);
  const options = { ...ADAMW_DEFAULTS, weightDecay: 0, rate: 0.01 };
  adamwStep(weights, Float32Array.of(1), state, { ...options, step: 1 });
  adamwStep(weights, Float32Array.of(-1), state, { ...options, step: 2 });
  // m = 0.9*0.1 - 0.1 = -0.01, over 1-0.81: -0.0526; v = 0.001999 over 0.001999: 1. So -0.01 + 0.000526.
  t.true(Math.abs(weights[0] - (-0.01 + 0.01 * (0.01 / 0.19))) < 1e-6);
});

test('the schedule rises to 1 over the warm-up, is half way at 0.5 and ends at 0', (t) => {
  const at = (step: number): number => warmupCosine(step, { warmup: 4, total: 24 });
  t.deepEqual([at(0), at(1), at(3), at(4)], [0.25, 0.5, 1, 1]);
  t.true(Math.abs(at(14) - 0.5) < 1e-12);
  t.is(at(24), 0);
  t.is(at(30), 0);
});
