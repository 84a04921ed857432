/** The process of `trainPlip`. */
import { serve } from '../train/process.js';
import { plipTrainingLoop } from './trainingLoop.js';
serve(plipTrainingLoop);
//# sourceMappingURL=trainProcess.js.map