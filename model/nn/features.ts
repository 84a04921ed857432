/** What every visual encoder gives. */
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { largestPlace } from '../engine/ownOps.js';
import { tf } from '../engine/tfjs.js';
import type { Pyramid } from './bottleneck.js';

export interface VisualFeatures {
  /** F1 to F4. */
  readonly maps: Pyramid;
  /** The global embedding (N, output). */
  embedding(): Tensor2D;
}

/** (N, H, W, C) -> (N, C) */
export const pooledMap = (pool: 'max' | 'average', map: Tensor4D): Tensor2D =>
  pool === 'max' ? largestPlace(map) : tf.mean(map, [1, 2]);
