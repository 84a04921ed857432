import { planParameters } from '../../../model/optim/groups.js';
import { openLearner } from '../../../model/train/learner.js';
import { PROVIDER } from '../engine/parity.js';
export function plainLearner(parameters) {
    const plan = planParameters(parameters, { weightDecay: 0 });
    const rule = { kind: 'sgd', momentum: 0, nesterov: false };
    return openLearner({ parameters, plan, rule }, { threads: 1, backend: PROVIDER === 'cpu' ? 'onnx' : PROVIDER });
}
//# sourceMappingURL=plainLearner.js.map