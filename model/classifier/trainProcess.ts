/** The process of `trainClassifier`. */
import { serve } from '../train/process.js';
import type { TrainProgress, TrainStart, TrainedClassifier } from './train.js';
import { trainingLoop } from './trainingLoop.js';

serve<TrainStart, TrainProgress, TrainedClassifier | undefined>(({ set, settings }, hooks) =>
  trainingLoop(set, settings, hooks),
);
