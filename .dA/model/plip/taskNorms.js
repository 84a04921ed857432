import { globalNorm } from '../optim/clip.js';
import { compileStep } from '../train/step.js';
import { plipInputs } from './loss.js';
import { ATTRIBUTE_PREDICTION, COLORIZATION } from './network.js';
import { plipTraining } from './steps.js';
const TASKS = ['ivlc', 'tic', 'iap'];
/**
 * One graph after the other, each released before the next is made. Nothing of the training changes: statistics that a graph moves
 * are copies.
 *
 * @param feeds of one batch, by the names of `plipInputs` with contrast inside
 * @returns by task, of those that are trained
 */
export async function taskNorms(parts, size, feeds, options) {
    const norms = {};
    for (const task of TASKS.filter((each) => parts.loss.tasks[each])) {
        const tasks = { ivlc: false, tic: false, iap: false, [task]: true };
        const loss = { ...parts.loss, tasks, dropout: 0 };
        const own = { ...parts, loss, parameters: readBy(tasks, parts.parameters) };
        const training = plipTraining({ ...own, batch: size.images, chunk: size.images, targets: size.targets }, size, 'inside');
        const step = await compileStep(training, options);
        try {
            const names = Object.keys(plipInputs(parts.net, loss, size, 'inside'));
            const { gradients } = await step.run(Object.fromEntries(names.map((name) => [name, feeds[name]])));
            norms[task] = globalNorm(Object.values(gradients));
        }
        finally {
            await step.release();
        }
    }
    return norms;
}
/** Without the heads of other tasks, which have no gradient, and with statistics of its own. */
function readBy(tasks, parameters) {
    const isRead = (name) => {
        const [part] = name.split('/');
        return (part !== COLORIZATION || tasks.tic) && (part !== ATTRIBUTE_PREDICTION || tasks.iap);
    };
    const own = Object.entries(parameters).filter(([name]) => isRead(name));
    return Object.fromEntries(own.map(([name, each]) => [name, each.role === 'statistic' ? { ...each, data: each.data.slice() } : each]));
}
//# sourceMappingURL=taskNorms.js.map