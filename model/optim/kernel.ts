// The loop of an update rule as a WebAssembly function with 128-bit vectors, assembled from the rule's formula: two doubles at a
// time, where JavaScript does one and takes two and a half times as long. The same IEEE operations in the same order, so the
// same bits. Opcodes after the WebAssembly core specification 2.0, section 5.4.
import type { Code } from '../../data/wasm.js';
import {
  add as addIntegers,
  assembleModule,
  body,
  F64,
  get,
  I32,
  loopWhileLess,
  number,
  section,
  set,
  signature,
  simd,
  text,
  unsigned,
  V128,
  vector,
} from '../../data/wasm.js';

/** What a formula is written in: `V` is what will be there when it runs. Numbers are constants. */
export interface Operations<V> {
  add(a: V | number, b: V | number): V;
  subtract(a: V | number, b: V | number): V;
  multiply(a: V | number, b: V | number): V;
  divide(a: V | number, b: V | number): V;
  sqrt(a: V): V;
  /** A value that is used more than once: computed here. */
  once(a: V): V;
}

/** The arrays of one parameter at one element. */
export interface Element<V> {
  readonly weights: V;
  readonly slots: readonly V[];
}

/** The new element from the old one: here in double precision, in a graph in single. */
export type Formula = <V>(
  old: Element<V> & { readonly gradient: V; readonly scalars: readonly V[] },
  operations: Operations<V>,
) => Element<V>;

type Value = Code | number;

/**
 * Updates `count` elements, from 1, where an odd count touches one more: (count, address of the weights, of the gradient, of
 * each slot, each scalar).
 */
export type Kernel = (count: number, ...addressesAndScalars: number[]) => void;

export interface KernelShape {
  readonly slots: number;
  readonly scalars: number;
}

/** A kernel over a memory of its caller's. */
export function instantiateKernel(formula: Formula, shape: KernelShape, memory: WebAssembly.Memory): Kernel {
  const shared = memory.buffer instanceof SharedArrayBuffer;
  const pages = memory.buffer.byteLength / 65536;
  const module = new WebAssembly.Module(assemble(formula, shape, { shared, pages }));
  return new WebAssembly.Instance(module, { its: { memory } }).exports.update as Kernel;
}

const BYTES = 4;
const load2 = (at: Code): Code => [at, simd(0x5d, 2, 0), simd(0x5f)];
const store2 = (at: Code, value: Code): Code => [at, value, simd(0x5e), simd(0x5b, 2, 0, 0)];
const double = (value: number): Code => [0x44, [...new Uint8Array(Float64Array.of(value).buffer)], simd(0x14)];

function assemble(
  formula: Formula,
  { slots, scalars }: KernelShape,
  { shared, pages }: { shared: boolean; pages: number },
): Uint8Array<ArrayBuffer> {
  const parameters = [...new Array<number>(3 + slots).fill(I32), ...new Array<number>(scalars).fill(F64)];
  const { code, vectors } = loop(formula, { slots, scalars });
  const size = [shared ? 3 : 1, unsigned(pages), unsigned(pages)];
  return assembleModule(
    section(1, vector([signature(parameters)])),
    section(2, vector([[text('its'), text('memory'), 2, size]])),
    section(3, vector([[0]])),
    section(7, vector([[text('update'), 0, 0]])),
    section(
      10,
      vector([
        body(
          [
            [1, I32],
            [unsigned(vectors), V128],
          ],
          code,
        ),
      ]),
    ),
  );
}

function loop(formula: Formula, { slots, scalars }: KernelShape): { code: Code; vectors: number } {
  const [count, first] = [0, 1];
  const at = 3 + slots + scalars;
  const before: Code[] = [];
  const inside: Code[] = [];
  let locals = at + 1;
  const local = (where: Code[], value: Code): Code => {
    where.push(set(locals, value));
    return get(locals++);
  };
  const constants = new Map<number, Code>();
  const code = (value: Value): Code => {
    if (typeof value !== 'number') return value;
    const known = constants.get(value) ?? local(before, double(value));
    constants.set(value, known);
    return known;
  };
  const address = (array: number): Code => addIntegers(get(first + array), get(at));
  const binary =
    (op: number) =>
    (a: Value, b: Value): Code => [code(a), code(b), simd(op)];
  const [weights, gradient, ...own] = Array.from({ length: 2 + slots }, (_, i) => local(inside, load2(address(i))));
  const given = Array.from({ length: scalars }, (_, i) => local(before, [get(3 + slots + i), simd(0x14)]));
  const result = formula<Code>(
    { weights, gradient, slots: own, scalars: given },
    {
      add: binary(0xf0),
      subtract: binary(0xf1),
      multiply: binary(0xf2),
      divide: binary(0xf3),
      sqrt: (a) => [code(a), simd(0xef)],
      once: (a) => local(inside, code(a)),
    },
  );
  const stores = [
    store2(address(0), code(result.weights)),
    ...result.slots.map((value, i) => store2(address(2 + i), code(value))),
  ];
  const next = set(at, addIntegers(get(at), number(2 * BYTES)));
  const end = [get(count), number(BYTES), 0x6c];
  return { code: [before, loopWhileLess([inside, stores, next], get(at), end)], vectors: locals - at - 1 };
}
