/** How strongly each task pulls: the norm of its own gradient, as it enters the step, so weighted by its lambda. */
import type { Elements } from '../engine/layout.js';
import type { Parameters } from '../nn/parameters.js';
import { globalNorm } from '../optim/clip.js';
import { compileStep, type StepOptions } from '../train/step.js';
import { type PlipBatchSize, plipInputs, type PlipLoss } from './loss.js';
import { ATTRIBUTE_PREDICTION, COLORIZATION, type Tasks } from './network.js';
import { type PlipStepParts, plipTraining } from './steps.js';

const TASKS = ['ivlc', 'tic', 'iap'] as const satisfies ReadonlyArray<keyof Tasks>;

/**
 * One graph after the other, each released before the next is made. Nothing of the training changes: statistics that a graph moves
 * are copies.
 *
 * @param feeds of one batch, by the names of `plipInputs` with contrast inside
 * @returns by task, of those that are trained
 */
export async function taskNorms(
  parts: Omit<PlipStepParts, 'batch' | 'chunk' | 'targets'>,
  size: PlipBatchSize,
  feeds: Readonly<Record<string, Elements>>,
  options: StepOptions,
): Promise<Record<string, number>> {
  const norms: Record<string, number> = {};
  for (const task of TASKS.filter((each) => parts.loss.tasks[each])) {
    const tasks: Tasks = { ivlc: false, tic: false, iap: false, [task]: true };
    const loss: PlipLoss = { ...parts.loss, tasks, dropout: 0 };
    const own = { ...parts, loss, parameters: readBy(tasks, parts.parameters) };
    const training = plipTraining(
      { ...own, batch: size.images, chunk: size.images, targets: size.targets },
      size,
      'inside',
    );
    const step = await compileStep(training, options);
    try {
      const names = Object.keys(plipInputs(parts.net, loss, size, 'inside'));
      const { gradients } = await step.run(Object.fromEntries(names.map((name) => [name, feeds[name]])));
      norms[task] = globalNorm(Object.values(gradients));
    } finally {
      await step.release();
    }
  }
  return norms;
}

/** Without the heads of other tasks, which have no gradient, and with statistics of its own. */
function readBy(tasks: Tasks, parameters: Parameters): Parameters {
  const isRead = (name: string): boolean => {
    const [part] = name.split('/');
    return (part !== COLORIZATION || tasks.tic) && (part !== ATTRIBUTE_PREDICTION || tasks.iap);
  };
  const own = Object.entries(parameters).filter(([name]) => isRead(name));
  return Object.fromEntries(
    own.map(([name, each]) => [name, each.role === 'statistic' ? { ...each, data: each.data.slice() } : each]),
  );
}
