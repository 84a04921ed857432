/** What a convolution is: strides, padding and the window that its filter sees. */
import type { Attributes } from '../kernel.js';
import { tf } from '../tfjs.js';

type Shape4 = [number, number, number, number];

export interface Convolution {
  readonly strides: [number, number];
  readonly dilations: [number, number];
  /** Top, left, bottom, right. */
  readonly pads: [number, number, number, number];
  /** Filter height and width. */
  readonly kernel: [number, number];
}

/** Of the attributes of tfjs' kernels. */
export function convolution(
  inShape: readonly number[],
  filterShape: readonly number[],
  attributes: Attributes,
): Convolution {
  if ((attributes.dataFormat ?? 'NHWC') !== 'NHWC') throw new Error('Only NHWC convolutions are traced.');
  const info = tf.backend_util.computeConv2DInfo(
    inShape as Shape4,
    filterShape as Shape4,
    attributes.strides as [number, number],
    (attributes.dilations as [number, number] | undefined) ?? 1,
    attributes.pad as 'same' | 'valid' | number,
    attributes.dimRoundingMode as 'floor' | undefined,
  );
  const { top, left, bottom, right } = info.padInfo;
  return {
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    pads: [top, left, bottom, right],
    kernel: [info.filterHeight, info.filterWidth],
  };
}

export const isFlat = ([down, across]: readonly number[]): boolean => down === 1 && across === 1;

/** Does a filter see more than one place? */
export const isSpread = ([height, width]: readonly number[]): boolean => height * width > 1;
