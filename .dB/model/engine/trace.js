import { Graph } from './graph.js';
import { settled } from './kernels/rows.js';
import { LAYOUTS, physicalShape, sizeOf } from './layout.js';
import { traceBackend } from './registerKernels.js';
import { openGraph } from './session.js';
import { tf } from './tfjs.js';
import { TRACE } from './traceBackend.js';
/** Records `fn` on inputs of the given shapes; nothing is computed but what depends on no input. */
export function trace(fn, specs, options = {}) {
    const backend = traceBackend();
    const graph = new Graph({ ...options, isForGpu: (options.provider ?? 'cpu') !== 'cpu' });
    const previous = tf.getBackend();
    backend.begin(graph);
    tf.engine().startScope('trace');
    try {
        // Takes effect at once: the backend's factory is synchronous.
        void tf.setBackend(TRACE);
        const { tensors, inputs } = declareInputs(graph, specs, options);
        const { outputs, rowSums } = declareOutputs(graph, fn(tensors), options);
        return { ...graph.encode(options), inputs, outputs, rowSums, nodes: graph.countNodes(), problems: graph.problems };
    }
    finally {
        tf.engine().endScope();
        backend.end();
        void tf.setBackend(previous);
    }
}
function declareInputs(graph, specs, { dynamic }) {
    const backend = traceBackend();
    const tensors = {};
    const inputs = {};
    for (const [name, { shape, dtype = 'float32', layout = 'plain' }] of Object.entries(specs)) {
        const order = LAYOUTS[layout];
        const dims = physicalShape(shape, order);
        graph.input(name, dtype, named(dims, dynamic?.[name]));
        inputs[name] = { dims, dtype };
        const value = { shape, dtype, order, name };
        tensors[name] = tf.engine().makeTensorFromTensorInfo(backend.wrap(value), backend);
    }
    return { tensors, inputs };
}
function declareOutputs(graph, results, { outputLayouts, dynamic, openRowSums = false }) {
    const outputs = {};
    const rowSums = {};
    for (const [name, tensor] of Object.entries(results)) {
        const found = traceBackend().value(tensor);
        if (found.rowSums && openRowSums) {
            rowSums[name] = declareRowSums(graph, name, found);
            if (!rowSums[name].hasBase)
                continue;
        }
        const value = openRowSums ? found : settled(graph, found);
        const order = LAYOUTS[outputLayouts?.[name] ?? 'plain'];
        const dims = physicalShape(value.shape, order);
        graph.output(name, graph.edge(value, order), { type: value.dtype, dims: named(dims, dynamic?.[name]) });
        outputs[name] = { dims, dtype: value.dtype };
    }
    return { outputs, rowSums };
}
const named = (dims, names = {}) => dims.map((size, axis) => names[axis] ?? size);
function declareRowSums(graph, name, value) {
    const width = sizeOf(value.shape.slice(1));
    const parts = value.rowSums.map(({ rows, ids }, i) => {
        const names = { rows: `${name}#rows${i}`, ids: `${name}#ids${i}` };
        const flat = graph.node('Reshape', [rows, graph.integers([-1, width])]);
        graph.output(names.rows, flat, { type: value.dtype, dims: [`${name}#${i}`, width] });
        graph.output(names.ids, graph.node('Reshape', [ids, graph.integers([-1])]), {
            type: 'int32',
            dims: [`${name}#${i}`],
        });
        return names;
    });
    return { dims: value.shape, hasBase: value.name !== undefined, parts };
}
/** Traces `fn` and opens its graph with ONNX Runtime. Shapes are static: one compiled function a batch shape. */
export async function compile(fn, specs, options = {}) {
    const { bytes, ...traced } = trace(fn, specs, { ...options, openRowSums: true });
    const onnx = await import('onnxruntime-node');
    const { threads, cache, provider } = options;
    const session = await openGraph(bytes, { threads, cache, provider });
    const sums = new Map(Object.entries(traced.rowSums).map(([name, open]) => [name, rowAdder(name, open)]));
    return {
        ...traced,
        run: async (feeds) => {
            const tensors = Object.entries(traced.inputs).map(([name, port]) => {
                const data = feeds[name];
                if (data === undefined)
                    throw new Error(`The compiled function was run without its input ${name}.`);
                return [name, new onnx.Tensor(port.dtype, data, [...port.dims])];
            });
            const results = await session.run(Object.fromEntries(tensors));
            const data = new Map(Object.entries(results).map(([name, tensor]) => [name, tensor.data]));
            for (const [name, addRows] of sums)
                data.set(name, addRows(data));
            return Object.fromEntries(data);
        },
        release: () => session.release(),
    };
}
/** Adds the rows to their places in the order of the tokens; takes the parts out of the data and gives their sum. */
function rowAdder(name, { dims, hasBase, parts }) {
    const width = sizeOf(dims.slice(1));
    const own = hasBase ? undefined : new Float32Array(sizeOf(dims));
    let touched = [];
    return (data) => {
        for (const ids of touched)
            for (const id of ids)
                own.fill(0, id * width, (id + 1) * width);
        touched = [];
        const sum = own ?? data.get(name);
        for (const part of parts) {
            const [rows, ids] = [data.get(part.rows), data.get(part.ids)];
            for (let m = 0; m < ids.length; m++) {
                const [to, from] = [ids[m] * width, m * width];
                for (let d = 0; d < width; d++)
                    sum[to + d] += rows[from + d];
            }
            if (own)
                touched.push(ids);
            data.delete(part.rows);
            data.delete(part.ids);
        }
        return sum;
    };
}
//# sourceMappingURL=trace.js.map