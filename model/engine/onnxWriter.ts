/**
 * Writes ONNX models: the few messages of onnx.proto3 that a graph needs, in protobuf's wire format
 * (https://protobuf.dev/programming-guides/encoding, field numbers from onnx/onnx.proto).
 */

/** TensorProto.DataType of the element types that we use. */
export const ELEMENT_TYPES = { float32: 1, int32: 6, int64: 7, bool: 9 } as const;
export type ElementType = keyof typeof ELEMENT_TYPES;

export type Attribute = number | { readonly float: number } | string | readonly number[];

export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** A number is an integer attribute, `{float}` a float, an array a list of integers. */
  readonly attributes: Readonly<Record<string, Attribute>>;
}

export interface OnnxTensor {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
  /** Little-endian elements in row-major order. */
  readonly bytes: Uint8Array;
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

/** Pieces of a message, joined once at the very end, so that weights are copied once. */
type Pieces = Uint8Array[];

function varint(value: number): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

const integer = (field: number, value: number): Pieces => [varint(field * 8), varint(value)];

function bytesField(field: number, value: Uint8Array | string): Pieces {
  const body = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  return [varint(field * 8 + 2), varint(body.length), body];
}

const lengthOf = (pieces: Pieces): number => pieces.reduce((sum, piece) => sum + piece.length, 0);

const message = (field: number, pieces: Pieces): Pieces => [varint(field * 8 + 2), varint(lengthOf(pieces)), ...pieces];

function float(field: number, value: number): Pieces {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return [varint(field * 8 + 5), bytes];
}

function join(pieces: Pieces): Uint8Array {
  const out = new Uint8Array(lengthOf(pieces));
  let offset = 0;
  for (const piece of pieces) {
    out.set(piece, offset);
    offset += piece.length;
  }
  return out;
}

function attribute(name: string, value: Attribute): Pieces {
  const head = bytesField(1, name);
  if (typeof value === 'number') return [...head, ...integer(3, value), ...integer(20, 2)];
  if (typeof value === 'string') return [...head, ...bytesField(4, value), ...integer(20, 3)];
  if ('float' in value) return [...head, ...float(2, value.float), ...integer(20, 1)];
  return [...head, ...value.flatMap((item) => integer(8, item)), ...integer(20, 7)];
}

function node(item: OnnxNode): Pieces {
  return [
    ...item.inputs.flatMap((name) => bytesField(1, name)),
    ...item.outputs.flatMap((name) => bytesField(2, name)),
    ...bytesField(4, item.op),
    ...Object.entries(item.attributes).flatMap(([name, value]) => message(5, attribute(name, value))),
  ];
}

function tensor(item: OnnxTensor): Pieces {
  return [
    ...item.dims.flatMap((size) => integer(1, size)),
    ...integer(2, ELEMENT_TYPES[item.type]),
    ...bytesField(8, item.name),
    ...bytesField(9, item.bytes),
  ];
}

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
  ]);
}
