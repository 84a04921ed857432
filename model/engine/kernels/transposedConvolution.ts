/** What brings values of windows back to the map that the windows were taken from: the gradient of convolutions and pools. */
import type { Graph } from '../graph.js';

export interface Windows {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  /** Top, left, bottom, right. */
  readonly pads: readonly number[];
  /** Default 1. ONNX Runtime 1.30 is wrong on WebGPU where each has a multiple of 4 channels. */
  readonly group?: number;
}

/**
 * @param from edge (N, O, h, w) of the windows' values; @param filter edge (O, I/group, kh, kw)
 * @param sizes height and width of the windows' values, and of the map
 * @returns edge (N, I, H, W) of the map
 */
export function transposedConvolution(
  graph: Graph,
  [from, filter]: readonly [from: string, filter: string],
  sizes: { readonly from: readonly number[]; readonly to: readonly number[] },
  { kernel, strides, pads, group = 1 }: Windows,
): string {
  const rest = sizes.to.map(
    (to, axis) => to - ((sizes.from[axis] - 1) * strides[axis] + kernel[axis] - pads[axis] - pads[axis + 2]),
  );
  return graph.node('ConvTranspose', [from, filter], {
    strides,
    pads,
    kernel_shape: kernel,
    group,
    output_padding: rest,
  });
}
