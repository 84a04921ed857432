/**
 * Where the axes of a tensor lie in memory (section "Layout" of the engine's design). tfjs speaks NHWC and HWIO; ONNX
 * convolutions want NCHW and OIHW. An order lists, for each physical axis, the logical axis that it holds.
 */
export type Order = readonly number[];

/** A picture batch, logically (N, H, W, C), that lies as (N, C, H, W). */
export const NCHW: Order = [0, 3, 1, 2];
/** A convolution's filter, logically (kh, kw, I, O), that lies as (O, I, kh, kw). */
export const OIHW: Order = [3, 2, 0, 1];

export const LAYOUTS = { plain: undefined, nchw: NCHW, oihw: OIHW } as const;
export type Layout = keyof typeof LAYOUTS;

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

export const identity = (rank: number): Order => Array.from({ length: rank }, (_, axis) => axis);

/** Sizes of the physical axes. */
export function physicalShape(shape: readonly number[], order: Order | undefined): number[] {
  return order ? order.map((axis) => shape[axis]) : [...shape];
}

export function sameOrder(a: Order | undefined, b: Order | undefined, rank: number): boolean {
  const left = a ?? identity(rank);
  const right = b ?? identity(rank);
  return left.every((axis, i) => axis === right[i]);
}

/** The permutation for ONNX' Transpose that brings a tensor from one order into another. */
export function permutation(from: Order | undefined, to: Order | undefined, rank: number): number[] {
  const source = from ?? identity(rank);
  return (to ?? identity(rank)).map((axis) => source.indexOf(axis));
}

/** True when the permutation moves no element: only axes of size 1 change places. */
export function movesNothing(shape: readonly number[], perm: readonly number[]): boolean {
  const real = perm.filter((axis) => shape[axis] !== 1);
  return real.every((axis, i) => i === 0 || real[i - 1] < axis);
}

export type Elements = Float32Array | Int32Array | Uint8Array;

/** Copies `data` of `shape` so that physical axis i becomes axis perm[i] of the source. */
export function permute<T extends Elements>(data: T, shape: readonly number[], perm: readonly number[]): T {
  const out = data.slice() as T;
  const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  const sizes = perm.map((axis) => shape[axis]);
  const steps = perm.map((axis) => strides[axis]);
  const index = new Array<number>(perm.length).fill(0);
  let from = 0;
  for (let to = 0; to < out.length; to++) {
    out[to] = data[from];
    for (let axis = perm.length - 1; axis >= 0; axis--) {
      from += steps[axis];
      if (++index[axis] < sizes[axis]) break;
      from -= steps[axis] * sizes[axis];
      index[axis] = 0;
    }
  }
  return out;
}
