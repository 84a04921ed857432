import { tf } from '../engine/tfjs.js';
import { bert, bertParameters } from './bert.js';
import { bottleneckChannels } from './bottleneck.js';
import { featurePyramid, featurePyramidParameters } from './featurePyramid.js';
import { gpt2, gpt2Logits, gpt2Parameters, gpt2Words } from './gpt2.js';
import { resNet, resNetParameters } from './resNet.js';
import { encodeVisually, visualParameters } from './visual.js';
/** The parameters of a network with their initial values. */
export function initialParameters({ type, net }, random) {
    if (type === 'modified-resnet' || type === 'swin')
        return visualParameters(net, random);
    if (type === 'bert')
        return bertParameters(net, random);
    if (type === 'gpt2')
        return gpt2Parameters(net, random);
    const body = resNetParameters(net, random);
    return net.pyramid === undefined
        ? body
        : { ...body, ...featurePyramidParameters(bottleneckChannels(net), net.pyramid, random) };
}
const LENGTH = 64;
const PICTURE = [256, 128];
/**
 * Pictures (N, 3, H, W), normalised -> `map1` to `map4` (N, C, h, w), and the `embedding` (N, D) where there is one;
 * BERT: `ids` and `mask` (N, L) -> `states` (N, L, D) and `pooled` (N, D); GPT-2: `ids` -> `logits` (N, L, V).
 */
export function inferenceOf({ type, net }, size) {
    const { batch } = size;
    const length = size.length ?? ('positions' in net ? Math.min(LENGTH, net.positions) : LENGTH);
    const ids = { shape: [batch, length], dtype: 'int32' };
    switch (type) {
        case 'modified-resnet':
        case 'swin':
            return {
                inputs: pictures(batch, net.picture),
                outputs: ['map1', 'map2', 'map3', 'map4', 'embedding'],
                run: (weights, { images }) => {
                    const { maps, embedding } = encodeVisually(net, weights, images, { training: false });
                    return { ...namedMaps(maps), embedding: embedding() };
                },
            };
        case 'resnet':
            return {
                inputs: pictures(batch, size.picture ?? PICTURE),
                outputs: ['map1', 'map2', 'map3', 'map4'],
                run: (weights, { images }) => {
                    const maps = resNet(net, weights, images, { training: false });
                    return namedMaps(net.pyramid === undefined ? maps : featurePyramid(weights, maps));
                },
            };
        case 'bert':
            return {
                inputs: { ids, mask: { shape: [batch, length] } },
                outputs: ['states', 'pooled'],
                run: (weights, inputs) => {
                    const { hidden, pooled } = bert(net, weights, inputs);
                    return { states: tf.reshape(hidden, [batch, length, net.width]), pooled: pooled() };
                },
            };
        case 'gpt2':
            return {
                inputs: { ids },
                outputs: ['logits'],
                run: (weights, inputs) => {
                    const { hidden } = gpt2(net, weights, gpt2Words(weights, inputs.ids));
                    return { logits: tf.reshape(gpt2Logits(weights, hidden), [batch, length, net.vocabulary]) };
                },
            };
    }
}
const pictures = (batch, [height, width]) => ({
    images: { shape: [batch, height, width, 3], layout: 'nchw' },
});
/** Channels before places, as everybody outside of tfjs has them. */
const namedMaps = (maps) => Object.fromEntries(maps.map((map, i) => [`map${i + 1}`, tf.transpose(map, [0, 3, 1, 2])]));
//# sourceMappingURL=network.js.map