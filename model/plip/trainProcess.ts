/** The process of `trainPlip`. */
import { serve } from '../train/process.js';
import type { PlipProgress, PlipStart, TrainedPlip } from './train.js';
import { plipTrainingLoop } from './trainingLoop.js';

serve<PlipStart, PlipProgress, TrainedPlip | undefined>(plipTrainingLoop);
