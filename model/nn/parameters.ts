/** The weights of a network: a flat table by path name, each array in the order in which the engine wants it. */
import type { Random } from '../../data/random.js';
import { randomNormal } from '../../data/random.js';
import type { Layout } from '../engine/layout.js';

export interface Parameter {
  /** Logical shape: a filter is (kh, kw, I, O). */
  readonly shape: readonly number[];
  /** How `data` lie: filters as (O, I, kh, kw). */
  readonly layout: Layout;
  readonly data: Float32Array;
  /** `weight`: trained, decays. `bias`: trained, does not decay. `statistic`: running statistics, not trained. */
  readonly role: 'weight' | 'bias' | 'statistic';
}

export type Parameters = Readonly<Record<string, Parameter>>;

const filled = (size: number, value: number, role: Parameter['role']): Parameter => ({
  shape: [size],
  layout: 'plain',
  data: new Float32Array(size).fill(value),
  role,
});

/** Filter of a convolution, He's normal initialisation over the fan-out; on request a bias that starts at 0. */
export function convParameters(
  random: Random,
  { kernel, from, to, bias = false }: { kernel: number; from: number; to: number; bias?: boolean },
): Record<string, Parameter> {
  const deviation = Math.sqrt(2 / (kernel * kernel * to));
  const data = Float32Array.from({ length: kernel * kernel * from * to }, () => deviation * randomNormal(random));
  const filter: Parameter = { shape: [kernel, kernel, from, to], layout: 'oihw', data, role: 'weight' };
  return bias ? { filter, bias: filled(to, 0, 'bias') } : { filter };
}

/** Batch norm; `scale` 0 on the last one of a residual block makes the block start as the identity. */
export function batchNormParameters(channels: number, scale = 1): Record<string, Parameter> {
  return {
    scale: filled(channels, scale, 'bias'),
    shift: filled(channels, 0, 'bias'),
    mean: filled(channels, 0, 'statistic'),
    variance: filled(channels, 1, 'statistic'),
  };
}

/** (rows, columns) of normal numbers. */
export function matrixParameter(random: Random, shape: readonly [number, number], deviation: number): Parameter {
  const data = Float32Array.from({ length: shape[0] * shape[1] }, () => deviation * randomNormal(random));
  return { shape, layout: 'plain', data, role: 'weight' };
}

/** (from, to) matrix and (to) bias. */
export function linearParameters(
  random: Random,
  from: number,
  to: number,
  deviation = Math.sqrt(1 / from),
): Record<string, Parameter> {
  return { matrix: matrixParameter(random, [from, to], deviation), bias: filled(to, 0, 'bias') };
}

/** A table of `rows` embeddings of `width` numbers. */
export function embeddingParameters(
  random: Random,
  rows: number,
  width: number,
  deviation: number,
): Record<string, Parameter> {
  return { table: matrixParameter(random, [rows, width], deviation) };
}

export function layerNormParameters(width: number): Record<string, Parameter> {
  return { scale: filled(width, 1, 'bias'), shift: filled(width, 0, 'bias') };
}

/** `{a: {w}}` -> `{'a/w'}`. */
export function underName(name: string, parameters: Parameters): Parameters {
  return Object.fromEntries(Object.entries(parameters).map(([key, value]) => [`${name}/${key}`, value]));
}
