// Run where there is no GPU: what a training says of it.
import { openLearner } from '../../model/train/learner.js';
import { UserError } from '../../schemas/userError.js';
const said = [];
for (const backend of ['webgpu', 'cuda'])
    try {
        const parts = { parameters: {}, plan: {}, rule: { kind: 'sgd', momentum: 0, nesterov: false } };
        await openLearner(parts, { threads: 1, backend });
        said.push('there is one');
    }
    catch (error) {
        said.push(error instanceof UserError ? error.format() : String(error));
    }
console.log(JSON.stringify(said));
//# sourceMappingURL=noGpu.js.map