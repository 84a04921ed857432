/** Writes ONNX models: the few messages of onnx.proto3 that a graph needs (field numbers from onnx/onnx.proto). */
import { bytesField, float, integer, join, message, type Pieces } from '../../data/protobuf.js';

/** The first one in which every reduction takes its axes as an input. */
export const OPSET = 18;

/** TensorProto.DataType of the element types that we use. */
export const ELEMENT_TYPES = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9, float16: 10 } as const;
export type ElementType = keyof typeof ELEMENT_TYPES;

export type Attribute = number | { readonly float: number } | string | readonly number[];

export interface OnnxNode {
  /** Of ONNX' own operators the name; of ONNX Runtime's further ones with their domain before it, `com.microsoft.FastGelu`. */
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly name?: string;
  /** A number is an integer attribute, `{float}` a float, an array a list of integers. */
  readonly attributes: Readonly<Record<string, Attribute>>;
}

export interface OnnxTensor {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
  /** Little-endian elements in row-major order. */
  readonly bytes: Uint8Array;
  /** Not in the model's bytes: whoever opens the model gives them under the tensor's name. */
  readonly isApart?: boolean;
}

export interface OnnxPort {
  readonly name: string;
  readonly type: ElementType;
  /** A string is a named dynamic dimension. */
  readonly dims: readonly (number | string)[];
}

export interface OnnxModel {
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
  readonly opset: number;
}

const IR_VERSION = 8;

/** Of ONNX Runtime's own operators. */
const DOMAINS = ['com.microsoft', 'com.microsoft.nchwc'];

function attribute(name: string, value: Attribute): Pieces {
  const head = bytesField(1, name);
  if (typeof value === 'number') return [...head, ...integer(3, value), ...integer(20, 2)];
  if (typeof value === 'string') return [...head, ...bytesField(4, value), ...integer(20, 3)];
  if ('float' in value) return [...head, ...float(2, value.float), ...integer(20, 1)];
  return [...head, ...value.flatMap((item) => integer(8, item)), ...integer(20, 7)];
}

function node(item: OnnxNode): Pieces {
  const dot = item.op.lastIndexOf('.');
  return [
    ...item.inputs.flatMap((name) => bytesField(1, name)),
    ...item.outputs.flatMap((name) => bytesField(2, name)),
    ...(item.name === undefined ? [] : bytesField(3, item.name)),
    ...bytesField(4, item.op.slice(dot + 1)),
    ...(dot < 0 ? [] : bytesField(7, item.op.slice(0, dot))),
    ...Object.entries(item.attributes).flatMap(([name, value]) => message(5, attribute(name, value))),
  ];
}

function tensor(item: OnnxTensor): Pieces {
  return [
    ...item.dims.flatMap((size) => integer(1, size)),
    ...integer(2, ELEMENT_TYPES[item.type]),
    ...bytesField(8, item.name),
    ...(item.isApart ? elsewhere(item.name) : bytesField(9, item.bytes)),
  ];
}

/** The whole of a file of this name. */
const elsewhere = (name: string): Pieces => [
  ...message(13, [...bytesField(1, 'location'), ...bytesField(2, name)]),
  ...integer(14, 1),
];

function port(item: OnnxPort): Pieces {
  const shape = item.dims.flatMap((size) =>
    message(1, typeof size === 'string' ? bytesField(2, size) : integer(1, size)),
  );
  const tensorType = [...integer(1, ELEMENT_TYPES[item.type]), ...message(2, shape)];
  return [...bytesField(1, item.name), ...message(2, message(1, tensorType))];
}

/** The bytes of an `.onnx` file (ModelProto). */
export function encodeModel(model: OnnxModel): Uint8Array {
  const graph = [
    ...model.nodes.flatMap((item) => message(1, node(item))),
    ...bytesField(2, 'synthpedes'),
    ...model.initializers.flatMap((item) => message(5, tensor(item))),
    ...model.inputs.flatMap((item) => message(11, port(item))),
    ...model.outputs.flatMap((item) => message(12, port(item))),
  ];
  return join([
    ...integer(1, IR_VERSION),
    ...bytesField(2, 'synthpedes'),
    ...message(7, graph),
    ...message(8, integer(2, model.opset)),
    ...DOMAINS.flatMap((domain) => message(8, [...bytesField(1, domain), ...integer(2, 1)])),
  ]);
}
