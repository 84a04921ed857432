/** The process of `trainClassifier`. */
import { serve } from '../train/process.js';
import { trainingLoop } from './trainingLoop.js';
serve(({ set, settings }, hooks) => trainingLoop(set, settings, hooks));
//# sourceMappingURL=trainProcess.js.map