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
/** The registered tracing backend. */
export function traceBackend() {
    if (tf.findBackend(TRACE) === null)
        register();
    return tf.findBackend(TRACE);
}
function register() {
    tf.registerBackend(TRACE, () => new TraceBackend(), 0);
    registerOwnGradients();
    const traced = new Map(FAMILIES.flatMap((family) => Object.entries(family)));
    const eager = new Map(tf.getKernelsForBackend('cpu').map((config) => [config.kernelName, config]));
    for (const kernelName of new Set([...traced.keys(), ...eager.keys()])) {
        const kernel = traced.get(kernelName) ?? missing(kernelName);
        const kernelFunc = asKernelFunc(labelled(kernelName, withRowSums(kernelName, kernel)), eager.get(kernelName));
        tf.registerKernel({ kernelName, backendName: TRACE, kernelFunc });
    }
}
function asKernelFunc(kernel, eager) {
    return ({ inputs, backend, attrs }) => {
        const trace = backend;
        const entries = Object.entries(inputs).filter((entry) => Boolean(entry[1]));
        const values = entries.map(([name, info]) => [name, trace.value(info)]);
        if (eager && values.every(([, value]) => value.constant))
            return fold(trace, eager, { values, attrs: attrs });
        const result = kernel(trace.graph, Object.fromEntries(values), (attrs ?? {}));
        return Array.isArray(result) ? result.map((value) => trace.wrap(value)) : trace.wrap(result);
    };
}
const labelled = (name, kernel) => (graph, inputs, attributes) => {
    graph.label = name;
    return kernel(graph, inputs, attributes);
};
/** Sums of rows that are still open are left so where the kernel knows them, and settled before it where not. */
function withRowSums(name, kernel) {
    return (graph, inputs, attributes) => {
        const values = Object.values(inputs);
        if (!values.some((value) => value.rowSums))
            return kernel(graph, inputs, attributes);
        const kept = Object.hasOwn(KEEPS_ROW_SUMS, name) ? KEEPS_ROW_SUMS[name](graph, values, attributes) : undefined;
        if (kept)
            return kept;
        const whole = Object.entries(inputs).map(([key, value]) => [key, settled(graph, value)]);
        return kernel(graph, Object.fromEntries(whole), attributes);
    };
}
/** Everything is known already: the JavaScript backend computes it now. */
function fold(trace, eager, call) {
    const cpu = tf.findBackend('cpu');
    const infos = call.values.map(([name, value]) => [
        name,
        cpu.makeTensorInfo([...value.shape], value.dtype, value.constant),
    ]);
    const inputs = Object.fromEntries(infos);
    const list = call.values.length > 0 && call.values.every(([name], i) => name === String(i))
        ? Object.values(inputs)
        : inputs;
    const result = eager.kernelFunc({
        inputs: list,
        backend: cpu,
        attrs: call.attrs,
    });
    const known = (info) => {
        // The JavaScript backend calls integers float32 without a copy: the array may be of another kind than the tensor.
        const constant = toElements(cpu.readSync(info.dataId), info.dtype);
        return trace.wrap({ shape: info.shape, dtype: info.dtype, constant });
    };
    return Array.isArray(result) ? result.map(known) : known(result);
}
const missing = (kernelName) => (_graph, inputs) => {
    const shapes = Object.entries(inputs).map(([name, value]) => `${name} ${value.dtype} [${value.shape.join()}]`);
    throw new Error(`The op ${kernelName} (${shapes.join(', ')}) has no traced kernel: add one to its family in model/engine/kernels/.`);
};
//# sourceMappingURL=registerKernels.js.map