/**
 * What the tensors of published checkpoints are called, and how they lie: torchvision's ResNets (body, and the pyramid of
 * its detection models), OpenAI CLIP's modified ResNets, Hugging Face's BERT and GPT-2.
 */
const LEAVES = {
    filter: 'weight',
    matrix: 'weight',
    scale: 'weight',
    table: 'weight',
    shift: 'bias',
    bias: 'bias',
    mean: 'running_mean',
    variance: 'running_var',
};
/** Splits the leaf off and lets `path` rename the rest. */
const renamed = (path) => (ours) => {
    const cut = ours.lastIndexOf('/');
    return `${path(ours.slice(0, cut))}.${LEAVES[ours.slice(cut + 1)]}`;
};
/** `stem/norm1` -> `bn1`, `layer2/0/normProject` -> `layer2.0.downsample.1` */
function residualPath(ours) {
    return ours
        .replace('stem/', '')
        .replace('normProject', 'downsample/1')
        .replace('project', 'downsample/0')
        .replace(/norm(\d)/, 'bn$1')
        .replace(/^lateral(\d)$/, 'fpn/inner_blocks/$1')
        .replace(/^output(\d)$/, 'fpn/layer_blocks/$1')
        .replaceAll('/', '.');
}
const POOL = { query: 'q_proj', key: 'k_proj', value: 'v_proj', output: 'c_proj' };
function clipName(ours) {
    if (ours === 'pool/positions')
        return 'attnpool.positional_embedding';
    return renamed((path) => {
        const [head, part] = path.split('/');
        return head === 'pool' ? `attnpool.${POOL[part]}` : residualPath(path);
    })(ours);
}
const BERT_PARTS = {
    'embeddings/words': 'embeddings.word_embeddings',
    'embeddings/positions': 'embeddings.position_embeddings',
    'embeddings/types': 'embeddings.token_type_embeddings',
    'embeddings/norm': 'embeddings.LayerNorm',
    'attention/query': 'attention.self.query',
    'attention/key': 'attention.self.key',
    'attention/value': 'attention.self.value',
    'attention/output': 'attention.output.dense',
    'attention/norm': 'attention.output.LayerNorm',
    up: 'intermediate.dense',
    down: 'output.dense',
    norm: 'output.LayerNorm',
    pooler: 'pooler.dense',
};
const GPT2_PARTS = {
    words: 'wte',
    positions: 'wpe',
    'attention/norm': 'ln_1',
    'attention/qkv': 'attn.c_attn',
    'attention/output': 'attn.c_proj',
    norm: 'ln_2',
    up: 'mlp.c_fc',
    down: 'mlp.c_proj',
};
/** `layer3/up` -> `<layers>.3.` and the part's published name; what stands outside of layers has a name of its own. */
const layered = (layers, parts, outside) => renamed((path) => {
    const found = /^layer(\d+)\/(.+)$/.exec(path);
    return found ? `${layers}.${found[1]}.${parts[found[2]]}` : (outside[path] ?? parts[path]);
});
const SWIN_PARTS = {
    'attention/norm': 'norm1',
    'attention/qkv': 'attn.qkv',
    'attention/output': 'attn.proj',
    norm: 'norm2',
    up: 'mlp.fc1',
    down: 'mlp.fc2',
};
const SWIN_OUTSIDE = {
    'stem/conv': 'patch_embed.proj',
    'stem/norm': 'patch_embed.norm',
};
/**
 * `stage2/0/up` -> `layers.1.blocks.0.mlp.fc1`, `stage2/merge/reduce` -> `layers.1.downsample.reduction`.
 * @param mergedIn 1: neighbours are merged before a stage; 2: behind the stage before
 */
const swinName = (mergedIn) => (ours) => {
    const [, stage, block, part] = /^stage(\d)\/(\d+)\/(.+)$/.exec(ours) ?? [];
    if (part === 'attention/places/table')
        return `layers.${Number(stage) - 1}.blocks.${block}.attn.relative_position_bias_table`;
    return renamed((path) => {
        const merge = /^stage(\d)\/merge\/(\w+)$/.exec(path);
        if (merge)
            return `layers.${Number(merge[1]) - mergedIn}.downsample.${merge[2] === 'norm' ? 'norm' : 'reduction'}`;
        if (part === undefined)
            return SWIN_OUTSIDE[path] ?? path.replaceAll('/', '.');
        return `layers.${Number(stage) - 1}.blocks.${block}.${SWIN_PARTS[path.slice(`stage${stage}/${block}/`.length)]}`;
    })(ours);
};
const SWIN_UNUSED = /relative_position_index$|attn_mask$|^head\./;
export const PUBLISHED = {
    'torchvision-resnet': {
        nameOf: renamed(residualPath),
        isTurned: true,
        unused: /num_batches_tracked$|^fc\./,
    },
    'clip-resnet': {
        nameOf: clipName,
        isTurned: true,
        unused: /num_batches_tracked$/,
    },
    // The same network but for the pool, under other names. Stem names are told from those of blocks by what is before.
    'timm-resnet-d': {
        nameOf: clipName,
        isTurned: true,
        spellings: [
            [/(?<!\d\.)\bconv1\.0\./, 'conv1.'],
            [/(?<!\d\.)\bconv1\.1\./, 'bn1.'],
            [/(?<!\d\.)\bconv1\.3\./, 'conv2.'],
            [/(?<!\d\.)\bconv1\.4\./, 'bn2.'],
            [/(?<!\d\.)\bconv1\.6\./, 'conv3.'],
            [/(?<!\d\.)\bbn1\./, 'bn3.'],
            [/downsample\.1\./, 'downsample.0.'],
            [/downsample\.2\./, 'downsample.1.'],
        ],
        unused: /num_batches_tracked$|^fc\./,
    },
    'timm-swin': { nameOf: swinName(1), isTurned: true, unused: SWIN_UNUSED },
    'microsoft-swin': { nameOf: swinName(2), isTurned: true, unused: SWIN_UNUSED },
    bert: {
        nameOf: layered('encoder.layer', BERT_PARTS, {}),
        isTurned: true,
        // As Google's converted checkpoints spell it.
        spellings: [
            [/LayerNorm\.gamma$/, 'LayerNorm.weight'],
            [/LayerNorm\.beta$/, 'LayerNorm.bias'],
        ],
        unused: /^cls\.|position_ids$/,
    },
    gpt2: {
        nameOf: layered('h', GPT2_PARTS, { norm: 'ln_f' }),
        isTurned: false,
        unused: /^lm_head\.|\.attn\.(bias|masked_bias)$/,
    },
};
//# sourceMappingURL=published.js.map