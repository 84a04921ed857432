/** A learner of one thread whose steps are looked at: plain gradient descent; where the GPU's tests run it, on the GPU. */
import type { Parameters } from '../../../model/nn/parameters.js';
import { planParameters } from '../../../model/optim/groups.js';
import { type Learner, openLearner } from '../../../model/train/learner.js';
import { PROVIDER } from '../engine/parity.js';

export function plainLearner(parameters: Parameters): Promise<Learner> {
  const plan = planParameters(parameters, { weightDecay: 0 });
  const rule = { kind: 'sgd', momentum: 0, nesterov: false } as const;
  return openLearner({ parameters, plan, rule }, { threads: 1, backend: PROVIDER === 'cpu' ? 'onnx' : PROVIDER });
}
