/** tfjs without its advice on stderr, on its plain JavaScript backend: the oracle of every kernel. */
import * as tf from '@tensorflow/tfjs';
tf.env().set('PROD', true);
// Synchronous backends are set at once; the promise is for others.
void tf.setBackend('cpu');
export { tf };
//# sourceMappingURL=tfjs.js.map