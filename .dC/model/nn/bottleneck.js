import { tf } from '../engine/tfjs.js';
import { batchNorm, conv } from './layers.js';
import { batchNormParameters, convParameters, underName } from './parameters.js';
import { recomputed } from './recomputed.js';
/** Channels that leave a block, as a multiple of those inside. */
export const EXPANSION = 4;
/** Channels of the four maps. */
export const bottleneckChannels = ({ width }) => [0, 1, 2, 3].map((stage) => EXPANSION * width * 2 ** stage);
/** Blocks by stage; the stem gives `from` channels. */
function blocksOf({ width, blocks }, from) {
    return blocks.map((count, stage) => {
        const inside = width * 2 ** stage;
        const before = stage === 0 ? from : (EXPANSION * inside) / 2;
        return Array.from({ length: count }, (_, i) => ({
            name: `layer${stage + 1}/${i}`,
            from: i === 0 ? before : EXPANSION * inside,
            width: inside,
            stride: i === 0 && stage > 0 ? 2 : 1,
        }));
    });
}
const projects = ({ from, width, stride }) => stride === 2 || from !== EXPANSION * width;
export function bottleneckParameters(stages, from, random) {
    const parts = blocksOf(stages, from)
        .flat()
        .flatMap((block) => {
        const { name, width } = block;
        const to = EXPANSION * width;
        const own = [
            underName(`${name}/conv1`, convParameters(random, { kernel: 1, from: block.from, to: width })),
            underName(`${name}/norm1`, batchNormParameters(width)),
            underName(`${name}/conv2`, convParameters(random, { kernel: 3, from: width, to: width })),
            underName(`${name}/norm2`, batchNormParameters(width)),
            underName(`${name}/conv3`, convParameters(random, { kernel: 1, from: width, to })),
            // Starts as the identity (Goyal et al., Accurate, Large Minibatch SGD, section 5.1).
            underName(`${name}/norm3`, batchNormParameters(to, 0)),
        ];
        if (!projects(block))
            return own;
        return [
            ...own,
            underName(`${name}/project`, convParameters(random, { kernel: 1, from: block.from, to })),
            underName(`${name}/normProject`, batchNormParameters(to)),
        ];
    });
    return Object.assign({}, ...parts);
}
/** x: what the stem gives, (N, H/4, W/4, from). */
export function bottleneckStages(stages, weights, x, { antialiased, mode }) {
    let map = x;
    return blocksOf(stages, x.shape[3]).map((blocks) => {
        for (const block of blocks)
            map = recomputed(block.name, { weights, mode }, [map], (own, [x], ownMode) => bottleneck(own, block, x, { antialiased, mode: ownMode }));
        return map;
    });
}
/** (N, H, W, from) -> (N, H/stride, W/stride, 4 * width) */
function bottleneck(weights, block, x, { antialiased, mode }) {
    const { name, stride } = block;
    const halve = (map) => (antialiased && stride === 2 ? tf.avgPool(map, 2, 2, 'valid') : map);
    const inConvolution = antialiased ? 1 : stride;
    const norm = (part, map) => batchNorm(weights, `${name}/${part}`, map, mode);
    let y = tf.relu(norm('norm1', conv(weights, `${name}/conv1`, x)));
    y = tf.relu(norm('norm2', conv(weights, `${name}/conv2`, y, inConvolution)));
    y = norm('norm3', conv(weights, `${name}/conv3`, halve(y)));
    const skip = projects(block) ? norm('normProject', conv(weights, `${name}/project`, halve(x), inConvolution)) : x;
    return tf.relu(tf.add(y, skip));
}
//# sourceMappingURL=bottleneck.js.map