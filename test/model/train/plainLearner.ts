/** A learner of one thread whose steps are looked at: plain gradient descent. */
import type { Parameters } from '../../../model/nn/parameters.js';
import { planParameters } from '../../../model/optim/groups.js';
import { type Learner, openLearner } from '../../../model/train/learner.js';

export function plainLearner(parameters: Parameters): Promise<Learner> {
  const plan = planParameters(parameters, { weightDecay: 0 });
  return openLearner({ parameters, plan, rule: { kind: 'sgd', momentum: 0, nesterov: false } }, { threads: 1 });
}
