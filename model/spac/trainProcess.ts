/** The process of `trainSpac`. */
import { serve } from '../train/process.js';
import type { SpacProgress, SpacStart, TrainedSpac } from './train.js';
import { spacTrainingLoop } from './trainingLoop.js';

serve<SpacStart, SpacProgress, TrainedSpac | undefined>(({ set, settings }, hooks) =>
  spacTrainingLoop(set, settings, hooks),
);
