import { largestPlace } from '../engine/ownOps.js';
import { tf } from '../engine/tfjs.js';
/** (N, H, W, C) -> (N, C) */
export const pooledMap = (pool, map) => pool === 'max' ? largestPlace(map) : tf.mean(map, [1, 2]);
//# sourceMappingURL=features.js.map