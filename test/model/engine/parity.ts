/** Runs one function eagerly on tfjs' JavaScript backend and compiled, on the same random inputs. */
import { randomNormal, seededRandom } from '../../../data/random.js';
import type { Elements } from '../../../model/engine/layout.js';
import { LAYOUTS, permutation, permute, sizeOf } from '../../../model/engine/layout.js';
import type { Provider } from '../../../model/engine/session.js';
import { tf } from '../../../model/engine/tfjs.js';
import type { InputSpec, Traceable } from '../../../model/engine/trace.js';
import { compile } from '../../../model/engine/trace.js';

/** What compiles: of a GPU's tests another one. Its sines have fewer digits. */
export const PROVIDER = (process.env.SYNTHPEDES_TEST_PROVIDER ?? 'cpu') as Provider;
export const TOLERANCE = PROVIDER === 'cpu' ? 1e-4 : 5e-4;

export type Specs = Readonly<Record<string, InputSpec>>;

export interface Parity {
  /** Largest difference over all outputs, relative to the largest element of its output (at least 1). */
  readonly difference: number;
  readonly nodes: Readonly<Record<string, number>>;
}

export function draw(spec: InputSpec, random = seededRandom(spec.shape.join('x'))): Elements {
  const size = sizeOf(spec.shape);
  if (spec.dtype === 'int32') return Int32Array.from({ length: size }, () => Math.floor(random() * 4));
  if (spec.dtype === 'bool') return Uint8Array.from({ length: size }, () => (random() < 0.5 ? 1 : 0));
  return Float32Array.from({ length: size }, () => randomNormal(random));
}

export async function parity(fn: Traceable, specs: Specs): Promise<Parity> {
  const logical = Object.entries(specs).map(([name, spec]) => [name, spec, draw(spec)] as const);
  const eager = tf.tidy(() => {
    const tensors = logical.map(([name, spec, data]) => [name, tf.tensor(data, [...spec.shape], spec.dtype)] as const);
    const results = fn(Object.fromEntries(tensors));
    return Object.fromEntries(Object.entries(results).map(([name, tensor]) => [name, [...tensor.dataSync()]]));
  }) as unknown as Record<string, number[]>;
  const compiled = await compile(fn, specs, { threads: 1, provider: PROVIDER });
  const feeds = logical.map(([name, spec, data]) => {
    const order = LAYOUTS[spec.layout ?? 'plain'];
    return [name, order ? permute(data, spec.shape, permutation(undefined, order, 4)) : data] as const;
  });
  const outputs = await compiled.run(Object.fromEntries(feeds));
  await compiled.release();
  const differences = Object.entries(eager).map(([name, values]) => largest(values, outputs[name]));
  return { difference: Math.max(...differences), nodes: compiled.nodes };
}

function largest(expected: readonly number[], got: Elements): number {
  if (expected.length !== got.length) return Infinity;
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  // Not a number stays that.
  const most = expected.reduce((off, value, i) => Math.max(off, Math.abs(value - got[i])), 0) / scale;
  return Number.isNaN(most) ? Infinity : most;
}

/** The function's outputs and the gradient of a weighted sum of them to every float input. */
export function withGradients(fn: Traceable, specs: Specs): Traceable {
  const names = Object.keys(specs).filter((name) => (specs[name].dtype ?? 'float32') === 'float32');
  return (inputs) => {
    const { value, grads } = tf.valueAndGrads((...tensors: InstanceType<typeof tf.Tensor>[]) => {
      const results = Object.values(
        fn({ ...inputs, ...Object.fromEntries(names.map((name, i) => [name, tensors[i]])) }),
      );
      // A non-linear sum, so that the incoming gradient differs from place to place.
      return tf.addN(results.map((result) => tf.sum(tf.square(tf.add(result, 0.3)))));
    })(names.map((name) => inputs[name]));
    return { value, ...Object.fromEntries(grads.map((grad, i) => [`d_${names[i]}`, grad])), ...fn(inputs) };
  };
}
