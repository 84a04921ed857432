/**
 * Traces an ordinary tfjs function to one ONNX graph, and compiles that graph with ONNX Runtime. A function that takes
 * gradients inside (`tf.valueAndGrads`) becomes a graph of the forward and the backward pass.
 */
import type { Tensor } from '@tensorflow/tfjs';
import { channelBlock } from './channelBlock.js';
import type { DType, GraphSettings, PosedProblem, Value } from './graph.js';
import { Graph } from './graph.js';
import type { Elements, Layout } from './layout.js';
import { settled } from './kernels/rows.js';
import { LAYOUTS, physicalShape, sizeOf } from './layout.js';
import { traceBackend } from './registerKernels.js';
import { type GraphOptions, openGraph, type Provider } from './session.js';
import { tf } from './tfjs.js';
import { TRACE } from './traceBackend.js';

/** One named input: its logical shape as the function sees it, and how the fed data lie in memory. */
export interface InputSpec {
  readonly shape: readonly number[];
  readonly dtype?: DType;
  /** `nchw` for pictures and `oihw` for filters save a transpose; default `plain`. */
  readonly layout?: Layout;
}

export type Tensors = Readonly<Record<string, Tensor>>;
export type Traceable = (inputs: Tensors) => Tensors;

export interface TraceOptions extends Pick<GraphSettings, 'weights' | 'choices' | 'isNamed' | 'channelBlock'> {
  /** How an output's data shall lie in memory; default `plain`. */
  readonly outputLayouts?: Readonly<Record<string, Layout>>;
  /** Names of axes that may have any size, by input or output and then by axis: `{ images: { 0: 'n' } }`. */
  readonly dynamic?: Readonly<Record<string, Readonly<Record<number, string>>>>;
  /** Leaves the sums of rows that are outputs to `CompiledFunction`; default: they are added inside the graph. */
  readonly openRowSums?: boolean;
  /** Outputs that are made as soon as they can be; default: when ONNX Runtime likes. */
  readonly isPrompt?: (output: string) => boolean;
  /** What the graph is for; default `cpu`. */
  readonly provider?: Provider;
  /** Leaves large constants out of `bytes`: they are in `apart`, not copied. */
  readonly isApart?: boolean;
}

export interface Traced {
  /** The `.onnx` file. */
  readonly bytes: Uint8Array;
  /** Constants that the file leaves to whoever opens it, by name. */
  readonly apart: Readonly<Record<string, Uint8Array>>;
  /** Physical shape of each input and output. */
  readonly inputs: Readonly<Record<string, Port>>;
  readonly outputs: Readonly<Record<string, Port>>;
  /** Outputs that are still to be summed from rows. */
  readonly rowSums: Readonly<Record<string, OpenRowSums>>;
  /** Number of nodes of each ONNX operator. */
  readonly nodes: Readonly<Record<string, number>>;
  /** What has several expressions. */
  readonly problems: ReadonlyMap<string, PosedProblem>;
}

/** Row m of the output `rows` is to be added to row ids[m] of the table, which starts as the output of its own name. */
export interface OpenRowSums {
  readonly dims: readonly number[];
  /** False where the table starts with zeros. */
  readonly hasBase: boolean;
  readonly parts: readonly { readonly rows: string; readonly ids: string }[];
}

export interface Port {
  readonly dims: readonly number[];
  readonly dtype: DType;
}

/** Records `fn` on inputs of the given shapes; nothing is computed but what depends on no input. */
export function trace(fn: Traceable, specs: Readonly<Record<string, InputSpec>>, options: TraceOptions = {}): Traced {
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
  } finally {
    tf.engine().endScope();
    backend.end();
    void tf.setBackend(previous);
  }
}

type Ports = Record<string, Port>;

function declareInputs(
  graph: Graph,
  specs: Readonly<Record<string, InputSpec>>,
  { dynamic }: TraceOptions,
): { tensors: Record<string, Tensor>; inputs: Ports } {
  const backend = traceBackend();
  const tensors: Record<string, Tensor> = {};
  const inputs: Ports = {};
  for (const [name, { shape, dtype = 'float32', layout = 'plain' }] of Object.entries(specs)) {
    const order = LAYOUTS[layout];
    const dims = physicalShape(shape, order);
    graph.input(name, dtype, named(dims, dynamic?.[name]));
    inputs[name] = { dims, dtype };
    const value: Value = { shape, dtype, order, name };
    tensors[name] = tf.engine().makeTensorFromTensorInfo(backend.wrap(value), backend);
  }
  return { tensors, inputs };
}

function declareOutputs(
  graph: Graph,
  results: Tensors,
  { outputLayouts, dynamic, openRowSums = false }: TraceOptions,
): { outputs: Ports; rowSums: Record<string, OpenRowSums> } {
  const outputs: Ports = {};
  const rowSums: Record<string, OpenRowSums> = {};
  for (const [name, tensor] of Object.entries(results)) {
    const found = traceBackend().value(tensor);
    if (found.rowSums && openRowSums) {
      rowSums[name] = declareRowSums(graph, name, found);
      if (!rowSums[name].hasBase) continue;
    }
    const value = openRowSums ? found : settled(graph, found);
    const order = LAYOUTS[outputLayouts?.[name] ?? 'plain'];
    const dims = physicalShape(value.shape, order);
    graph.output(name, graph.edge(value, order), { type: value.dtype, dims: named(dims, dynamic?.[name]) });
    outputs[name] = { dims, dtype: value.dtype };
  }
  return { outputs, rowSums };
}

const named = (dims: readonly number[], names: Readonly<Record<number, string>> = {}): (number | string)[] =>
  dims.map((size, axis) => names[axis] ?? size);

function declareRowSums(graph: Graph, name: string, value: Value): OpenRowSums {
  const width = sizeOf(value.shape.slice(1));
  const parts = value.rowSums!.map(({ rows, ids }, i) => {
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

export type Feeds = Readonly<Record<string, Elements>>;

/**
 * A traced function ready to run. Data go in and come out in the physical layouts of the specs. What comes out of a run is
 * good until the next one: sums of rows are kept in one array, of which only the touched rows are cleared.
 */
export interface CompiledFunction extends Omit<Traced, 'bytes' | 'apart'> {
  /** @throws Error where a feed is missing or has another length than its shape says */
  run(feeds: Feeds): Promise<Record<string, Elements>>;
  release(): Promise<void>;
}

/** Traces `fn` and opens its graph with ONNX Runtime. Shapes are static: one compiled function a batch shape. */
export async function compile(
  fn: Traceable,
  specs: Readonly<Record<string, InputSpec>>,
  options: TraceOptions & GraphOptions = {},
): Promise<CompiledFunction> {
  const { bytes, ...traced } = trace(fn, specs, { channelBlock: await channelBlock(), ...options, openRowSums: true });
  const onnx = await import('onnxruntime-node');
  const { threads, cache, provider } = options;
  const session = await openGraph(bytes, { threads, cache, provider });
  const sums = new Map(Object.entries(traced.rowSums).map(([name, open]) => [name, rowAdder(name, open)]));
  return {
    ...traced,
    run: async (feeds) => {
      const tensors = Object.entries(traced.inputs).map(([name, port]) => {
        const data = feeds[name];
        if (data === undefined) throw new Error(`The compiled function was run without its input ${name}.`);
        return [name, new onnx.Tensor(port.dtype, data as Float32Array, [...port.dims])] as const;
      });
      const results = await session.run(Object.fromEntries(tensors));
      const data = new Map(Object.entries(results).map(([name, tensor]) => [name, tensor.data as Elements]));
      for (const [name, addRows] of sums) data.set(name, addRows(data));
      return Object.fromEntries(data);
    },
    release: () => session.release(),
  };
}

/** Adds the rows to their places in the order of the tokens; takes the parts out of the data and gives their sum. */
function rowAdder(name: string, { dims, hasBase, parts }: OpenRowSums): (data: Map<string, Elements>) => Float32Array {
  const width = sizeOf(dims.slice(1));
  const own = hasBase ? undefined : new Float32Array(sizeOf(dims));
  let touched: Elements[] = [];
  return (data) => {
    for (const ids of touched) for (const id of ids) own!.fill(0, id * width, (id + 1) * width);
    touched = [];
    const sum = own ?? (data.get(name) as Float32Array);
    for (const part of parts) {
      const [rows, ids] = [data.get(part.rows)!, data.get(part.ids)!];
      for (let m = 0; m < ids.length; m++) {
        const [to, from] = [ids[m] * width, m * width];
        for (let d = 0; d < width; d++) sum[to + d] += rows[from + d];
      }
      if (own) touched.push(ids);
      data.delete(part.rows);
      data.delete(part.ids);
    }
    return sum;
  };
}
