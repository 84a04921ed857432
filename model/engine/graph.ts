/**
 * The ONNX graph under construction, and the values that stand for tensors while a function is traced.
 */
import type { STORED_WEIGHTS, WEIGHTS } from '../../schemas/choices.js';
import type { Attribute, ElementType, OnnxNode, OnnxPort, OnnxTensor } from './onnxWriter.js';
import { halvesOf } from './half.js';
import { ELEMENT_TYPES, encodeModel, OPSET } from './onnxWriter.js';
import type { Elements, Layout, Order } from './layout.js';
import { movesNothing, permutation, permute, physicalShape, sameOrder, sizeOf } from './layout.js';

/** How the weights of a graph for inference are kept. */
export type Precision = (typeof WEIGHTS | typeof STORED_WEIGHTS)[number];

export type DType = 'float32' | 'int32' | 'bool';

/** A tensor at trace time: either the name of a graph edge, or data that are known already. */
export interface Value {
  readonly shape: readonly number[];
  readonly dtype: DType;
  /** The edge, in the physical order `order` (undefined: as the logical shape says). */
  readonly name?: string;
  readonly order?: Order;
  /** Known data in logical order. */
  readonly constant?: Elements;
  /** Sums of rows that are still to be added (to `name`, or to zeros): the gradient of an embedding. */
  readonly rowSums?: readonly RowSum[];
}

/** Row m of `rows` (M, D) belongs to row ids[m] of a table (V, D). */
export interface RowSum {
  readonly rows: string;
  readonly ids: string;
}

/** Bytes of an initializer that is worth keeping apart. */
const LARGE = 4096;

/** A kernel on inputs of certain shapes, and the expressions that give its result, the usual one first. */
export interface Problem {
  readonly kernel: string;
  readonly inputs: Readonly<Record<string, { readonly shape: readonly number[]; readonly layout: Layout }>>;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly output: Layout;
  readonly expressions: readonly string[];
}

/** How often it is in a graph. */
export type PosedProblem = Problem & { readonly count: number };

export type Choices = Readonly<Record<string, string>>;

/** One line for a person, and the same for equal problems. */
function keyOf({ kernel, inputs, attributes: { strides, pad, dilations } }: Problem): string {
  const shapes = Object.entries(inputs).map(([name, { shape }]) => `${name} ${shape.join('x')}`);
  const flags = Object.entries({ strides, pad, dilations }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${JSON.stringify(value)}`],
  );
  return [kernel, ...shapes, ...flags].join(', ');
}

/** Between the op of a node and its number, in its name. */
export const SEPARATOR = '#';

export interface EncodeOptions {
  readonly isApart?: boolean;
  readonly isPrompt?: (output: string) => boolean;
}

export interface GraphSettings {
  /** How constant matrices are kept; default as they are. */
  readonly weights?: Precision;
  /** Expressions by the key of their problem; default: the usual ones. */
  readonly choices?: Choices;
  /** Nodes bear the names of the ops that they were traced from. */
  readonly isNamed?: boolean;
  readonly isForGpu?: boolean;
  /** Of `channelBlock`; default: convolutions are not blocked. */
  readonly channelBlock?: number;
}

interface Live {
  readonly nodes: OnnxNode[];
  readonly used: Set<string>;
}

export class Graph {
  /** The op that is traced; its nodes are named so where names are wanted. */
  label: string | undefined;

  /** What could be spelled in several ways, by key. */
  readonly problems = new Map<string, PosedProblem>();
  private nodes: OnnxNode[] = [];
  private readonly initializers = new Map<string, OnnxTensor>();
  private readonly copies = new Map<string, string>();
  private readonly constants = new WeakMap<Elements, Map<string, string>>();
  private readonly inputs: OnnxPort[] = [];
  private readonly outputs: OnnxPort[] = [];
  /** Edges that are outputs, with the outputs' names. */
  private readonly outputNames = new Map<string, string>();
  private counter = 0;

  readonly weights: Precision;
  /** Kernels of a GPU are spelled otherwise where the CPU has tricks of its own. */
  readonly isForGpu: boolean;
  readonly channelBlock: number | undefined;
  private readonly choices: Choices;
  private readonly isNamed: boolean;

  constructor({
    weights = 'float32',
    choices = {},
    isNamed = false,
    isForGpu = false,
    channelBlock,
  }: GraphSettings = {}) {
    this.weights = weights;
    this.choices = choices;
    this.isNamed = isNamed;
    this.isForGpu = isForGpu;
    this.channelBlock = isForGpu ? undefined : channelBlock;
  }

  /** The expression that was chosen, or else the first one. */
  choose(problem: Problem): string {
    const key = keyOf(problem);
    this.problems.set(key, { ...problem, count: 1 + (this.problems.get(key)?.count ?? 0) });
    const chosen = this.choices[key] as string | undefined;
    return chosen !== undefined && problem.expressions.includes(chosen) ? chosen : problem.expressions[0];
  }

  /** Appends a node with one output and returns the output's name. */
  node(op: string, inputs: readonly string[], attributes: Record<string, Attribute> = {}): string {
    return this.nodeOf(op, inputs, attributes, 1)[0];
  }

  nodeOf(op: string, inputs: readonly string[], attributes: Record<string, Attribute>, count: number): string[] {
    const outputs = Array.from({ length: count }, () => `v${this.counter++}`);
    const name = this.isNamed && this.label !== undefined ? `${this.label}${SEPARATOR}${this.counter}` : undefined;
    this.nodes.push({ op, inputs, outputs, attributes, name });
    return outputs;
  }

  /** A further output of the node whose first output is `name`. */
  secondOutput(name: string): string {
    const at = this.nodes.findIndex(({ outputs }) => outputs[0] === name);
    const node = this.nodes[at];
    if (node.outputs.length > 1) return node.outputs[1];
    const second = `v${this.counter++}`;
    this.nodes[at] = { ...node, outputs: [name, second] };
    return second;
  }

  input(name: string, type: DType, dims: readonly (number | string)[]): void {
    this.inputs.push({ name, type, dims });
  }

  /** What a node makes takes the output's name itself: a copy would be made of what somebody else needs too. */
  output(name: string, from: string, port: { type: DType; dims: readonly (number | string)[] }): void {
    this.outputs.push({ name, ...port });
    const isMade = this.nodes.some(({ outputs }) => outputs.includes(from));
    if (isMade && !this.outputNames.has(from)) this.outputNames.set(from, name);
    else this.nodes.push({ op: 'Identity', inputs: [from], outputs: [name], attributes: {} });
  }

  /** An initializer; small ones with equal content are shared. */
  initializer(type: ElementType, dims: readonly number[], bytes: Uint8Array): string {
    const small = bytes.length <= 64;
    const key = small ? `c_${type}_${dims.join('x')}_${Buffer.from(bytes).toString('hex')}` : `c${this.counter++}`;
    if (!this.initializers.has(key)) this.initializers.set(key, { name: key, type, dims, bytes });
    return key;
  }

  /** A list of int64, as shapes, axes and pads are given. */
  integers(values: readonly number[]): string {
    const data = BigInt64Array.from(values, BigInt);
    return this.initializer('int64', [values.length], new Uint8Array(data.buffer));
  }

  scalar(value: number, type: DType = 'float32'): string {
    const data =
      type === 'float32'
        ? Float32Array.of(value)
        : type === 'int32'
          ? Int32Array.of(value)
          : Uint8Array.of(value === 0 ? 0 : 1);
    return this.initializer(type, [], new Uint8Array(data.buffer));
  }

  /** The edge that holds `value` in the wanted physical order; transposes only where elements really move. */
  edge(value: Value, order?: Order): string {
    const rank = value.shape.length;
    if (value.constant) return this.constant(value, value.constant, order);
    const name = value.name!;
    if (sameOrder(value.order, order, rank)) return name;
    const key = `${name} ${String(value.order)} ${String(order)}`;
    const known = this.copies.get(key);
    if (known !== undefined) return known;
    const perm = permutation(value.order, order, rank);
    const from = physicalShape(value.shape, value.order);
    const copy = movesNothing(from, perm)
      ? this.reshape(name, from, physicalShape(value.shape, order))
      : this.node('Transpose', [name], { perm });
    this.copies.set(key, copy);
    return copy;
  }

  /** Data that are used twice, as a table of words that is tied to the output, are stored once. */
  private constant({ shape, dtype }: Value, elements: Elements, order?: Order): string {
    const known = this.constants.get(elements) ?? new Map<string, string>();
    this.constants.set(elements, known);
    const key = `${shape.join()} ${String(order)}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const data = order ? permute(elements, shape, order) : elements;
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const dims = physicalShape(shape, order);
    const name = this.half(data, dims) ?? this.initializer(dtype, dims, bytes);
    known.set(key, name);
    return name;
  }

  /** Stored in half; ONNX Runtime makes float32 of them when it opens the file, and computes as ever. */
  private half(data: Elements, dims: readonly number[]): string | undefined {
    if (this.weights !== 'float16' || !(data instanceof Float32Array) || data.byteLength < LARGE) return undefined;
    const halves = halvesOf(data);
    if (!halves) return undefined;
    const stored = this.initializer('float16', dims, new Uint8Array(halves.buffer));
    return this.node('Cast', [stored], { to: ELEMENT_TYPES.float32 });
  }

  /**
   * Reshape; leading axes that stay are copied at run time and the next one of more than 1 is what is left: a dynamic
   * batch survives.
   */
  reshape(name: string, from: readonly number[], to: readonly number[]): string {
    if (from.length === to.length && from.every((size, axis) => size === to[axis])) return name;
    let same = 0;
    while (same < from.length && same < to.length && from[same] === to[same] && from[same] !== 0) same++;
    if (sizeOf(to) === 0) throw new Error(`Empty tensors are not supported in a traced graph: shape [${to.join()}].`);
    const open = to.findIndex((size, axis) => axis >= same && size > 1);
    const rest = open < 0 ? same : open;
    const shape = to.map((size, axis) => (axis < same ? 0 : axis === rest ? -1 : size));
    return this.node('Reshape', [name, this.integers(shape)]);
  }

  /** How many nodes of each kind reach an output. */
  countNodes(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const node of this.live().nodes) counts[node.op] = (counts[node.op] ?? 0) + 1;
    return counts;
  }

  /**
   * @param isApart leaves large initializers out of the model's bytes, and gives them by name
   * @param isPrompt outputs that are made where the graph has them, see `wait`
   */
  encode({ isApart = false, isPrompt }: EncodeOptions = {}): { bytes: Uint8Array; apart: Record<string, Uint8Array> } {
    const live = this.live();
    if (isPrompt) this.wait(live, isPrompt);
    const { nodes, used } = live;
    const initializers = [...this.initializers.values()]
      .filter((item) => used.has(item.name))
      .map((item) => ({ ...item, isApart: isApart && item.bytes.length >= LARGE }));
    const bytes = encodeModel({ nodes, initializers, inputs: this.inputs, outputs: this.outputs, opset: OPSET });
    const apart = initializers.filter((item) => item.isApart).map((item) => [item.name, item.bytes] as const);
    return { bytes, apart: Object.fromEntries(apart) };
  }

  /**
   * ONNX Runtime leaves what leads to an output alone for last, and keeps until then what that needs: of a backward pass the
   * gradients of all maps. Here the node behind such an output waits for it.
   */
  private wait({ nodes, used }: Live, isPrompt: (output: string) => boolean): void {
    const made = new Set<string>();
    let awaited: string[] = [];
    const before = this.nodes.length;
    const ordered: OnnxNode[] = [];
    for (const node of nodes) {
      // ONNX Runtime merges reshapes that follow each other, and would take the waiting away.
      const waits = awaited.length > 0 && node.op !== 'Reshape';
      const at = waits ? node.inputs.findIndex((name) => made.has(name)) : -1;
      let own = node;
      if (at >= 0) {
        const delayed = this.after(node.inputs[at], awaited);
        own = { ...node, inputs: node.inputs.toSpliced(at, 1, delayed) };
        awaited = [];
        const added = this.nodes.splice(before);
        for (const { inputs } of added) for (const name of inputs) used.add(name);
        ordered.push(...added);
      }
      ordered.push(own);
      for (const name of own.outputs) {
        made.add(name);
        if (isPrompt(name)) awaited.push(name);
      }
    }
    nodes.splice(0, nodes.length, ...ordered);
  }

  /**
   * An edge that holds what `name` holds, once the others are there: a reshape to its own shape, to which a zero is added that only
   * elements of the others decide. Nothing is copied, and ONNX Runtime can neither fold it nor take it for `name`. A GPU, where
   * shapes would have to be waited for, adds nothing times these elements instead.
   */
  after(name: string, others: readonly string[]): string {
    const elements = others.map((other) => {
      const row = this.node('Flatten', [other], { axis: 0 }); // (1, all)
      return this.node('Slice', [row, this.integers([0]), this.integers([1]), this.integers([1])]);
    });
    const all = elements.length === 1 ? elements[0] : this.node('Concat', elements, { axis: 1 }); // (1, others)
    if (this.isForGpu) {
      const nothing = this.node('ReduceSum', [this.node('Mul', [all, this.scalar(0)])], { keepdims: 0 });
      return this.node('Add', [name, nothing]);
    }
    const isPositive = this.node('Greater', [all, this.scalar(0)]);
    const never = this.node('And', [isPositive, this.scalar(0, 'bool')]);
    const zeros = this.node('Cast', [never], { to: ELEMENT_TYPES.int64 }); // (1, others)
    const zero = this.node('ReduceMax', [zeros, this.integers([1])], { keepdims: 0 });
    return this.node('Reshape', [name, this.node('Add', [this.node('Shape', [name]), zero])]);
  }

  /** Nodes that an output depends on, in order, and every name that they use. */
  private live(): Live {
    const used = new Set(this.outputs.map((port) => port.name));
    const nodes: OnnxNode[] = [];
    const renamed = (name: string): string => this.outputNames.get(name) ?? name;
    for (const { op, attributes, ...edges } of this.nodes.toReversed()) {
      const node = {
        op,
        attributes,
        name: edges.name,
        inputs: edges.inputs.map(renamed),
        outputs: edges.outputs.map(renamed),
      };
      if (!node.outputs.some((name) => used.has(name))) continue;
      for (const name of node.inputs) used.add(name);
      nodes.push(node);
    }
    return { nodes: nodes.reverse(), used };
  }
}
