/** The process of `trainSpac`. */
import { serve } from '../train/process.js';
import { spacTrainingLoop } from './trainingLoop.js';
serve(({ set, settings }, hooks) => spacTrainingLoop(set, settings, hooks));
//# sourceMappingURL=trainProcess.js.map