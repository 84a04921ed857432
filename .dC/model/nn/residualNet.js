import { tf } from '../engine/tfjs.js';
import { batchNorm, conv } from './layers.js';
import { batchNormParameters, convParameters, underName } from './parameters.js';
/** Numbers of the pooled feature: the channels of every stripe. */
export const featureSize = (net) => net.stripes * net.stages.at(-1).width;
/** Blocks by stage. */
function blocksOf(net) {
    let from = net.stem;
    return net.stages.map(({ width, blocks, stride }, stage) => Array.from({ length: blocks }, (_, i) => {
        const block = { name: `stage${stage + 1}/block${i + 1}`, from, to: width, stride: i === 0 ? stride : 1 };
        from = width;
        return block;
    }));
}
const projects = ({ from, to, stride }) => from !== to || stride !== 1;
export function residualNetParameters(net, random) {
    const parts = [
        underName('stem/conv', convParameters(random, { kernel: 3, from: 3, to: net.stem })),
        underName('stem/norm', batchNormParameters(net.stem)),
    ];
    for (const block of blocksOf(net).flat()) {
        const { name, from, to } = block;
        parts.push(underName(`${name}/conv1`, convParameters(random, { kernel: 3, from, to })), underName(`${name}/norm1`, batchNormParameters(to)), underName(`${name}/conv2`, convParameters(random, { kernel: 3, from: to, to })), underName(`${name}/norm2`, batchNormParameters(to, 0)));
        if (!projects(block))
            continue;
        parts.push(underName(`${name}/project`, convParameters(random, { kernel: 1, from, to })));
        parts.push(underName(`${name}/normProject`, batchNormParameters(to)));
    }
    return Object.assign({}, ...parts);
}
/** (N, H, W, 3) -> the maps after each stage. */
export function residualMaps(net, weights, images, mode) {
    let x = conv(weights, 'stem/conv', images, 2); // (N, H/2, W/2, stem)
    x = tf.relu(batchNorm(weights, 'stem/norm', x, mode));
    return blocksOf(net).map((blocks) => {
        for (const block of blocks)
            x = basicBlock(weights, block, x, mode);
        return x;
    });
}
/** (N, H, W, 3) -> (N, D): the mean over each stripe of the last stage's map, from the head down. */
export function residualNet(net, weights, images, mode) {
    const x = residualMaps(net, weights, images, mode).at(-1);
    const [n, height, , channels] = x.shape;
    const rows = tf.mean(x, [2]); // (N, H', C)
    const stripes = tf.mean(tf.reshape(rows, [n, net.stripes, height / net.stripes, channels]), [2]); // (N, S, C)
    return tf.reshape(stripes, [n, net.stripes * channels]);
}
/** (N, H, W, from) -> (N, H/stride, W/stride, to) */
function basicBlock(weights, block, x, mode) {
    const { name, stride } = block;
    let y = conv(weights, `${name}/conv1`, x, stride);
    y = tf.relu(batchNorm(weights, `${name}/norm1`, y, mode));
    y = batchNorm(weights, `${name}/norm2`, conv(weights, `${name}/conv2`, y), mode);
    const skip = projects(block)
        ? batchNorm(weights, `${name}/normProject`, conv(weights, `${name}/project`, x, stride), mode)
        : x;
    return tf.relu(tf.add(y, skip));
}
//# sourceMappingURL=residualNet.js.map