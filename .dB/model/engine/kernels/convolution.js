import { tf } from '../tfjs.js';
/** Of the attributes of tfjs' kernels. */
export function convolution(inShape, filterShape, attributes) {
    if ((attributes.dataFormat ?? 'NHWC') !== 'NHWC')
        throw new Error('Only NHWC convolutions are traced.');
    const info = tf.backend_util.computeConv2DInfo(inShape, filterShape, attributes.strides, attributes.dilations ?? 1, attributes.pad, attributes.dimRoundingMode);
    const { top, left, bottom, right } = info.padInfo;
    return {
        strides: [info.strideHeight, info.strideWidth],
        dilations: [info.dilationHeight, info.dilationWidth],
        pads: [top, left, bottom, right],
        kernel: [info.filterHeight, info.filterWidth],
    };
}
export const isFlat = ([down, across]) => down === 1 && across === 1;
/** Does a filter see more than one place? */
export const isSpread = ([height, width]) => height * width > 1;
//# sourceMappingURL=convolution.js.map