/** Checkpoints that are known: which networks they hold, of which size, and how each is filled. */
import { seededRandom } from '../../data/random.js';
import { EXPANSION } from '../nn/bottleneck.js';
import { STRIDE } from '../nn/modifiedResNet.js';
import { initialParameters } from '../nn/network.js';
import { resizeGrid } from './grid.js';
import { findNetwork, loadPublished, someOf, unfit } from './load.js';
import { PUBLISHED } from './published.js';
/**
 * The networks of a checkpoint.
 * @param prefix what stands before the names, where the file holds more than one network of the kind
 * @throws UserError bad_file with every missing and misshapen tensor, bad_model
 */
export function loadCheckpoint(kind, source) {
    const parts = kind === 'plip' ? PLIP : { [PART[kind]]: { kind } };
    const networks = {};
    const taken = new Set();
    const extra = [];
    for (const [part, { kind: own, heads, from }] of Object.entries(parts)) {
        const published = PUBLISHED[own];
        const inside = from === undefined ? source.tensors : only(source.tensors, from);
        if (inside.size === 0)
            throw unfit(source.path, `no ${from} among ${someOf([...source.tensors.keys()])}`);
        const found = findNetwork(source.path, inside, published, { anchor: ANCHOR[own], wanted: source.prefix });
        const network = networkOf(source.path, own, found, heads);
        const initial = initialParameters(network, seededRandom(`weights/${source.seed}`));
        const loaded = loadPublished(source.path, initial, found, published, OPTIONS[own]);
        networks[part] = { network, parameters: loaded.parameters, initial: loaded.initial };
        extra.push(...loaded.extra.map((name) => found.prefix + name));
        for (const name of source.tensors.keys())
            if (name.startsWith(found.prefix))
                taken.add(name);
    }
    const isUnused = (name) => Object.values(parts).some((part) => PUBLISHED[part.kind].unused.test(name));
    const others = [...source.tensors.keys()].filter((name) => !taken.has(name) && !isUnused(name));
    return { networks, extra: [...extra, ...others] };
}
const only = (tensors, from) => new Map([...tensors].filter(([name]) => name.split('.').includes(from)));
/** What a network is called in a folder: what it encodes, or makes. */
const PART = {
    'torchvision-resnet': 'image',
    'timm-resnet-d': 'image',
    'clip-resnet': 'image',
    'timm-swin': 'image',
    'microsoft-swin': 'image',
    bert: 'text',
    gpt2: 'generator',
};
/** PLIP's attention pool has 8 heads, which no shape tells (FORMATS of the released checkpoint). */
const PLIP = {
    image: { kind: 'clip-resnet', heads: 8, from: 'ImgEncoder_state_dict' },
    text: { kind: 'bert', from: 'TxtEncoder_state_dict' },
};
/** A published name that every network of a kind has. */
const ANCHOR = {
    'torchvision-resnet': 'layer1.0.conv1.weight',
    'timm-resnet-d': 'layer1.0.conv1.weight',
    'clip-resnet': 'layer1.0.conv1.weight',
    'timm-swin': 'patch_embed.proj.weight',
    'microsoft-swin': 'patch_embed.proj.weight',
    bert: 'embeddings.word_embeddings.weight',
    gpt2: 'wte.weight',
};
/** An average or maximum pool needs a map to the embedding that no classifier of ImageNet has. */
const NO_EMBEDDING = { mayLack: (ours) => ours.startsWith('pool/') };
const OPTIONS = {
    'torchvision-resnet': {},
    'timm-resnet-d': NO_EMBEDDING,
    'timm-swin': NO_EMBEDDING,
    'microsoft-swin': NO_EMBEDDING,
    'clip-resnet': {
        adapt: (ours, from, { shape }) => ours === 'pool/positions' && from.shape[1] === shape[1] ? resizeGrid(from, GRID) : undefined,
    },
    bert: { mayLack: (ours) => ours.startsWith('pooler/') },
    gpt2: {},
};
/** Pictures of people are 256 x 128. */
const PICTURE = [256, 128];
const GRID = [PICTURE[0] / STRIDE, PICTURE[1] / STRIDE];
function networkOf(path, kind, found, heads) {
    if (kind === 'bert')
        return { type: 'bert', net: bertOf(path, found) };
    if (kind === 'gpt2')
        return { type: 'gpt2', net: gpt2Of(path, found) };
    if (kind === 'timm-swin' || kind === 'microsoft-swin')
        return { type: 'swin', net: swinOf(path, found) };
    const { tensors } = found;
    const [width] = sizesOf(path, found, 'layer1.0.conv1.weight');
    const blocks = [1, 2, 3, 4].map((stage) => countOf(tensors, new RegExp(`^layer${stage}\\.(\\d+)\\.`)));
    const body = { width, blocks: blocks };
    if (kind === 'torchvision-resnet') {
        const output = tensors.get('fpn.inner_blocks.0.weight')?.shape[0];
        return { type: 'resnet', net: output === undefined ? body : { ...body, pyramid: output } };
    }
    if (kind === 'timm-resnet-d')
        return { type: 'modified-resnet', net: { ...body, pool: 'max', heads: 8, output: 768, picture: PICTURE } };
    const [output, from] = sizesOf(path, found, 'attnpool.c_proj.weight');
    if (from !== 8 * EXPANSION * width)
        throw unfit(path, `an attention pool over ${from} channels`);
    // CLIP's heads are as wide as the first stage.
    const net = { ...body, pool: 'attention', heads: heads ?? from / 64, output, picture: PICTURE };
    return { type: 'modified-resnet', net };
}
function bertOf(path, found) {
    const [vocabulary, width] = sizesOf(path, found, 'embeddings.word_embeddings.weight');
    const [positions] = sizesOf(path, found, 'embeddings.position_embeddings.weight');
    const [types] = sizesOf(path, found, 'embeddings.token_type_embeddings.weight');
    const [feedForward] = sizesOf(path, found, 'encoder.layer.0.intermediate.dense.weight');
    const layers = countOf(found.tensors, /^encoder\.layer\.(\d+)\./);
    return { vocabulary, positions, types, width, layers, heads: headsOf(path, width), feedForward };
}
function swinOf(path, found) {
    const [width] = sizesOf(path, found, 'patch_embed.proj.weight');
    const perStage = (of) => [of(0), of(1), of(2), of(3)];
    const blocks = perStage((stage) => countOf(found.tensors, new RegExp(`^layers\\.${stage}\\.blocks\\.(\\d+)\\.`)));
    const tables = perStage((stage) => sizesOf(path, found, `layers.${stage}.blocks.0.attn.relative_position_bias_table`));
    const [[rows]] = tables;
    // A table has a row for each of (2w - 1)^2 distances inside of a window of w x w.
    const window = (Math.sqrt(rows) + 1) / 2;
    if (!Number.isInteger(window) || tables.some(([own]) => own !== rows))
        throw unfit(path, `tables of ${tables.map(([own]) => own).join(', ')} relative positions: not one window for all stages`);
    const heads = tables.map(([, own]) => own);
    return { width, blocks, heads, window, pool: 'max', output: 768, picture: PICTURE };
}
function gpt2Of(path, found) {
    const [vocabulary, width] = sizesOf(path, found, 'wte.weight');
    const [positions] = sizesOf(path, found, 'wpe.weight');
    const layers = countOf(found.tensors, /^h\.(\d+)\./);
    return { vocabulary, positions, width, layers, heads: headsOf(path, width) };
}
/** Every published BERT and GPT-2 has heads of 64 numbers. */
function headsOf(path, width) {
    if (width % 64 === 0)
        return width / 64;
    throw unfit(path, `states of ${width} numbers, no multiple of 64`);
}
function sizesOf(path, { prefix, tensors }, name) {
    const stored = tensors.get(name);
    if (stored)
        return stored.shape;
    throw unfit(path, `no tensor ${prefix}${name} among ${someOf([...tensors.keys()])}`);
}
/** Highest number that a pattern finds in the names, plus one. */
function countOf(tensors, pattern) {
    let count = 0;
    for (const name of tensors.keys())
        count = Math.max(count, Number(pattern.exec(name)?.[1] ?? -1) + 1);
    return count;
}
//# sourceMappingURL=networks.js.map