import { PLIP_PRESETS } from '../model/plip/network.js';
import { PLIP_RECIPES } from '../model/plip/recipes.js';
import { UserError } from '../schemas/userError.js';
/** @throws UserError bad_config where a batch is no whole number of chunks */
export function planPretraining(config) {
    const preset = config.preset ?? 'small';
    return {
        preset,
        net: netOf(preset, config),
        loss: lossOf(config),
        recipe: recipeOf(preset, config),
        wholeVocabulary: config.text !== null || preset.startsWith('paper'),
    };
}
function netOf(preset, { pool, textPool, colorizer, attributes }) {
    const base = PLIP_PRESETS[preset];
    return {
        ...base,
        visual: pooled(preset, base.visual, pool),
        textPool,
        colorizer: { ...base.colorizer, ...colorizer },
        attributes: { ...base.attributes, ...attributes },
    };
}
/** @throws UserError bad_config: only CLIP's ResNets have an attention pool */
function pooled(preset, visual, pool) {
    if (!('window' in visual))
        return { ...visual, pool };
    if (pool !== 'attention')
        return { ...visual, pool };
    throw new UserError('bad_config', {
        what: `The visual encoder of ${preset} has no attention pool.`,
        got: 'pretrain.pool = attention',
        fix: 'max or average, or one of the ResNets',
    });
}
function lossOf({ tasks, weights, contrast, color, dropout }) {
    const has = (task) => tasks.includes(task);
    return { tasks: { ivlc: has('ivlc'), tic: has('tic'), iap: has('iap') }, weights, contrast, color, dropout };
}
function recipeOf(preset, config) {
    const base = PLIP_RECIPES[preset];
    const batch = config.batch ?? base.batch;
    const chunk = config.chunk ?? Math.min(base.chunk, batch);
    if (batch % chunk !== 0)
        throw new UserError('bad_config', {
            what: 'A batch is a whole number of chunks.',
            got: `pretrain.batch ${batch}, pretrain.chunk ${chunk}`,
            fix: 'a chunk that divides the batch',
        });
    const { imagesPerIdentity: together } = config;
    return {
        ...base,
        ...{ batch, chunk, epochs: config.epochs ?? base.epochs, rate: config.rate ?? base.rate },
        textLayers: config.textLayers ?? base.textLayers,
        recompute: config.recompute,
        sampling: together === null
            ? base.sampling
            : together === 0
                ? { kind: 'shuffled' }
                : { kind: 'identities', images: together },
    };
}
//# sourceMappingURL=pretrainPlan.js.map