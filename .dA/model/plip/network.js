import { bert, BERT_PRESETS, bertParameters } from '../nn/bert.js';
import { inside } from '../nn/layers.js';
import { MODIFIED_RESNET_PRESETS } from '../nn/modifiedResNet.js';
import { underName } from '../nn/parameters.js';
import { SWIN_PRESETS } from '../nn/swin.js';
import { encodeVisually, visualParameters } from '../nn/visual.js';
import { attributeHeadParameters } from './attributePrediction.js';
import { colorizerParameters } from './colorization.js';
const COLORIZER = { pool: 'average', gate: 'sigmoid' };
const ATTRIBUTES = { fusion: 'sum', blocks: 1 };
const PAPER = {
    text: BERT_PRESETS.base,
    textPool: 'average',
    colorizer: { ...COLORIZER, channels: 256 },
    attributes: { ...ATTRIBUTES, heads: 12 },
};
export const PLIP_PRESETS = {
    'paper-rn50': { ...PAPER, visual: MODIFIED_RESNET_PRESETS.rn50 },
    'paper-rn101': { ...PAPER, visual: MODIFIED_RESNET_PRESETS.rn101 },
    'paper-rn152': { ...PAPER, visual: MODIFIED_RESNET_PRESETS.rn152 },
    'paper-swin-b': { ...PAPER, visual: SWIN_PRESETS.base },
    small: {
        visual: MODIFIED_RESNET_PRESETS.small,
        text: BERT_PRESETS.small,
        textPool: 'average',
        colorizer: { ...COLORIZER, channels: 32 },
        attributes: { ...ATTRIBUTES, heads: 4 },
    },
    tiny: {
        visual: MODIFIED_RESNET_PRESETS.tiny,
        text: BERT_PRESETS.tiny,
        textPool: 'average',
        colorizer: { ...COLORIZER, channels: 16 },
        attributes: { ...ATTRIBUTES, heads: 2 },
    },
};
export const VISUAL = 'visual';
export const TEXT = 'text';
export const COLORIZATION = 'colorization';
export const ATTRIBUTE_PREDICTION = 'attributes';
/** Initial parameters of both encoders and of the heads that the tasks need. */
export function plipParameters(net, tasks, random) {
    return {
        ...underName(VISUAL, visualParameters(net.visual, random)),
        ...underName(TEXT, bertParameters(net.text, random)),
        ...(tasks.tic ? underName(COLORIZATION, colorizerParameters(net, random)) : {}),
        ...(tasks.iap ? underName(ATTRIBUTE_PREDICTION, attributeHeadParameters(net, random)) : {}),
    };
}
/**
 * Whether a parameter has a gradient: the last `textLayers` layers of the text encoder have (all of it with Infinity), and of
 * everything else what the tasks read.
 */
export function isTrainedPlip(net, tasks, textLayers) {
    const { layers } = net.text;
    return (name) => {
        const [part, ...rest] = name.split('/');
        // Without contrast and attributes nobody reads the visual embedding.
        if (part === VISUAL)
            return rest[0] !== 'pool' || tasks.ivlc || tasks.iap;
        if (part !== TEXT)
            return true;
        if (rest[0] === 'pooler')
            return net.textPool === 'pooler' && (tasks.ivlc || tasks.tic);
        const layer = /^layer(\d+)$/.exec(rest[0]);
        return layer ? Number(layer[1]) >= layers - textLayers : textLayers > layers;
    };
}
/** (N, H, W, 3) normalised pixels -> the maps F1 to F4, and on request the global embedding. */
export const visualFeatures = (net, weights, images, mode) => inside(VISUAL, { weights, mode }, (own, ownMode) => encodeVisually(net.visual, own, images, ownMode));
export const textStates = (net, weights, { mode = { training: false }, ...texts }) => inside(TEXT, { weights, mode }, (own, ownMode) => bert(net.text, own, { ...texts, mode: ownMode }));
/** (N, D) */
export const textEmbedding = ({ textPool }, states) => textPool === 'average' ? states.average() : states.pooled();
//# sourceMappingURL=network.js.map