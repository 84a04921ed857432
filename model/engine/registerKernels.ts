/** Registers the tracing backend and its kernels with tfjs, once a process. */
import type { KernelConfig, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs';
import type { Value } from './graph.js';
import type { Attributes, Kernel } from './kernel.js';
import { convKernels } from './kernels/conv.js';
import { elementwiseKernels } from './kernels/elementwise.js';
import { logicKernels } from './kernels/logic.js';
import { matmulKernels } from './kernels/matmul.js';
import { normKernels } from './kernels/norm.js';
import { poolKernels } from './kernels/pool.js';
import { reduceKernels } from './kernels/reduce.js';
import { resizeKernels } from './kernels/resize.js';
import { KEEPS_ROW_SUMS, rowKernels, settled } from './kernels/rows.js';
import { shapeKernels } from './kernels/shape.js';
import { transformerKernels } from './kernels/transformer.js';
import { registerOwnGradients } from './ownOps.js';
import { tf } from './tfjs.js';
import type { Elements } from './layout.js';
import { toElements, TRACE, TraceBackend } from './traceBackend.js';

const FAMILIES = [
  elementwiseKernels,
  logicKernels,
  reduceKernels,
  shapeKernels,
  matmulKernels,
  convKernels,
  poolKernels,
  normKernels,
  resizeKernels,
  rowKernels,
  transformerKernels,
];

/** What the JavaScript backend offers beyond tfjs' interface of backends. */
interface EagerBackend {
  makeTensorInfo(shape: number[], dtype: string, values: Elements): TensorInfo;
  readSync(dataId: object): Elements;
}

/** The registered tracing backend. */
export function traceBackend(): TraceBackend {
  if (tf.findBackend(TRACE) === null) register();
  return tf.findBackend(TRACE) as TraceBackend;
}

function register(): void {
  tf.registerBackend(TRACE, () => new TraceBackend(), 0);
  registerOwnGradients();
  const traced = new Map<string, Kernel>(FAMILIES.flatMap((family) => Object.entries(family)));
  const eager = new Map(tf.getKernelsForBackend('cpu').map((config) => [config.kernelName, config]));
  for (const kernelName of new Set([...traced.keys(), ...eager.keys()])) {
    const kernel = traced.get(kernelName) ?? missing(kernelName);
    const kernelFunc = asKernelFunc(labelled(kernelName, withRowSums(kernelName, kernel)), eager.get(kernelName));
    tf.registerKernel({ kernelName, backendName: TRACE, kernelFunc });
  }
}

function asKernelFunc(kernel: Kernel, eager: KernelConfig | undefined): KernelConfig['kernelFunc'] {
  return ({ inputs, backend, attrs }) => {
    const trace = backend as TraceBackend;
    const entries = Object.entries(inputs).filter((entry): entry is [string, TensorInfo] => Boolean(entry[1]));
    const values = entries.map(([name, info]): [string, Value] => [name, trace.value(info)]);
    if (eager && values.every(([, value]) => value.constant))
      return fold(trace, eager, { values, attrs: attrs as Attributes });
    const result = kernel(trace.graph, Object.fromEntries(values), (attrs ?? {}) as Attributes);
    return Array.isArray(result) ? result.map((value) => trace.wrap(value)) : trace.wrap(result);
  };
}

const labelled =
  (name: string, kernel: Kernel): Kernel =>
  (graph, inputs, attributes) => {
    graph.label = name;
    return kernel(graph, inputs, attributes);
  };

/** Sums of rows that are still open are left so where the kernel knows them, and settled before it where not. */
function withRowSums(name: string, kernel: Kernel): Kernel {
  return (graph, inputs, attributes) => {
    const values = Object.values(inputs);
    if (!values.some((value) => value.rowSums)) return kernel(graph, inputs, attributes);
    const kept = Object.hasOwn(KEEPS_ROW_SUMS, name) ? KEEPS_ROW_SUMS[name](graph, values, attributes) : undefined;
    if (kept) return kept;
    const whole = Object.entries(inputs).map(([key, value]) => [key, settled(graph, value)] as const);
    return kernel(graph, Object.fromEntries(whole), attributes);
  };
}

/** Everything is known already: the JavaScript backend computes it now. */
function fold(
  trace: TraceBackend,
  eager: KernelConfig,
  call: { values: [string, Value][]; attrs: Attributes },
): TensorInfo | TensorInfo[] {
  const cpu = tf.findBackend('cpu') as unknown as EagerBackend;
  const infos = call.values.map(([name, value]): [string, TensorInfo] => [
    name,
    cpu.makeTensorInfo([...value.shape], value.dtype, value.constant!),
  ]);
  const inputs = Object.fromEntries(infos);
  const list =
    call.values.length > 0 && call.values.every(([name], i) => name === String(i))
      ? (Object.values(inputs) as unknown)
      : inputs;
  const result = eager.kernelFunc({
    inputs: list as NamedTensorInfoMap,
    backend: cpu as object,
    attrs: call.attrs as KernelAttributes,
  });
  const known = (info: TensorInfo): TensorInfo => {
    // The JavaScript backend calls integers float32 without a copy: the array may be of another kind than the tensor.
    const constant = toElements(cpu.readSync(info.dataId), info.dtype);
    return trace.wrap({ shape: info.shape, dtype: info.dtype as Value['dtype'], constant });
  };
  return Array.isArray(result) ? result.map(known) : known(result);
}

type KernelAttributes = Parameters<KernelConfig['kernelFunc']>[0]['attrs'];

const missing =
  (kernelName: string): Kernel =>
  (_graph, inputs) => {
    const shapes = Object.entries(inputs).map(([name, value]) => `${name} ${value.dtype} [${value.shape.join()}]`);
    throw new Error(
      `The op ${kernelName} (${shapes.join(', ')}) has no traced kernel: add one to its family in model/engine/kernels/.`,
    );
  };
