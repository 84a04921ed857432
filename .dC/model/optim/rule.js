import { adamw } from './adamw.js';
import { adan } from './adan.js';
import { instantiateKernel } from './kernel.js';
import { sgd } from './sgd.js';
export function ruleOf(config) {
    switch (config.kind) {
        case 'sgd':
            return sgd(config);
        case 'adamw':
            return adamw(config);
        case 'adan':
            return adan(config);
    }
}
/** The rule's formula over all elements of a piece. */
export function kernelOf({ formula, slots, scalars }, memory) {
    const count = scalars({ step: 1, rate: 0, weightDecay: 0 }).length;
    return instantiateKernel(formula, { slots: slots.length, scalars: count }, memory);
}
//# sourceMappingURL=rule.js.map