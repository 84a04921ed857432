/**
 * A transposed convolution by phases: at stride s the places of its result whose rows and columns leave the same rest see the same taps of
 * the filter, so each phase is an ordinary convolution at stride 1 (Shi et al., Is the deconvolution layer the same as a convolutional layer?,
 * 2016). Of many channels that takes three quarters of the time of ONNX Runtime's own one.
 */
import type { Graph } from '../graph.js';
import { convolve } from './blockedConvolution.js';
import type { Convolution } from './convolution.js';
import { turn } from './turn.js';

/** One axis of one phase. */
interface Phase {
  /** First tap of the filter, and how many follow each other a stride apart. */
  readonly first: number;
  readonly taps: number;
  readonly pads: readonly [before: number, behind: number];
}

export interface PhasedSizes {
  readonly batch: number;
  /** O and I. */
  readonly channels: readonly [number, number];
  /** (h, w) and, of the result, (H, W). */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/**
 * The phases along one axis, or undefined where some are of another length, have no tap, or would cut their input.
 * Place s*t + a of the result is the sum over m of y[t + d - m] * w[first + s*m], with first = (a + pad) mod s and d = (a + pad - first) / s.
 */
function phasesOf(
  { from, to }: { from: number; to: number },
  { kernel, stride, pad }: { kernel: number; stride: number; pad: number },
): Phase[] | undefined {
  if (to % stride !== 0) return undefined;
  const phases = Array.from({ length: stride }, (_, a): Phase => {
    const first = (a + pad) % stride;
    const taps = Math.max(0, Math.ceil((kernel - first) / stride));
    const before = taps - 1 - (a + pad - first) / stride;
    return { first, taps, pads: [before, to / stride - from + taps - 1 - before] };
  });
  return phases.every(({ taps, pads }) => taps > 0 && pads.every((each) => each >= 0)) ? phases : undefined;
}

/**
 * @param from edge (N, O, h, w); @param filter edge (O, I, kh, kw)
 * @returns what makes the edge (N, I, H, W), or undefined where it cannot be taken apart
 */
export function byPhases(
  graph: Graph,
  [from, filter]: readonly [from: string, filter: string],
  { batch, channels, ...sizes }: PhasedSizes,
  { kernel, strides, pads }: Convolution,
): (() => string) | undefined {
  const [rows, columns] = [0, 1].map((axis) =>
    phasesOf(
      { from: sizes.from[axis], to: sizes.to[axis] },
      { kernel: kernel[axis], stride: strides[axis], pad: pads[axis] },
    ),
  );
  if (!rows || !columns) return undefined;
  const phaseOf = (row: Phase, column: Phase): string => {
    const both = [row, column];
    const starts = both.map(({ first }) => first);
    const ends = both.map(({ first, taps }, axis) => first + (taps - 1) * strides[axis] + 1);
    const cut = [starts, ends, [2, 3], strides].map((list) => graph.integers(list));
    const size = both.map(({ taps }) => taps);
    const own = turn(graph, graph.node('Slice', [filter, ...cut]), size);
    const around = [row.pads[0], column.pads[0], row.pads[1], column.pads[1]];
    const places = batch * (sizes.to[0] / strides[0]) * (sizes.to[1] / strides[1]);
    const convolved = { places, inputs: channels[0], outputs: channels[1], kernel: size, strides: [1, 1] };
    return convolve(graph, [from, own], convolved, { pads: around, kernel_shape: size });
  };
  /** (…, t, …) several times -> (…, t, each, …) */
  const interleaved = (edges: readonly string[], axis: number): string => {
    const apart = edges.map((edge) => graph.node('Unsqueeze', [edge, graph.integers([axis + 1])]));
    return graph.node('Concat', apart, { axis: axis + 1 });
  };
  return () => {
    const lines = rows.map((row) =>
      interleaved(
        columns.map((column) => phaseOf(row, column)),
        3,
      ),
    ); // (N, I, t, u, s)
    const whole = graph.integers([0, 0, sizes.to[0], sizes.to[1]]);
    return graph.node('Reshape', [interleaved(lines, 2), whole]); // (N, I, t, s, u, s) -> (N, I, H, W)
  };
}
