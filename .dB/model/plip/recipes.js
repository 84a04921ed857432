const PAPER = {
    batch: 512,
    chunk: 16,
    epochs: 70,
    rate: 2e-3,
    textRate: 0.1,
    textLayers: 5,
    weightDecay: 0,
    schedule: { warmup: 10 / 70, drops: [30 / 70, 50 / 70] },
    clip: null,
    sampling: { kind: 'shuffled' },
    flip: 0.5,
    lengths: [32, 48, 64],
    targets: 12,
    recompute: false,
    valShare: 0.02,
    valImages: 2000,
};
/** From nothing: all layers at the full rate. */
const SCRATCH = {
    ...PAPER,
    textRate: 1,
    textLayers: null,
    weightDecay: 0.02,
    schedule: { warmup: 0.1, drops: 'cosine' },
    clip: 5,
};
export const PLIP_RECIPES = {
    'paper-rn50': PAPER,
    'paper-rn101': PAPER,
    'paper-rn152': PAPER,
    'paper-swin-b': PAPER,
    small: {
        ...SCRATCH,
        batch: 64,
        chunk: 64,
        epochs: 30,
        rate: 2e-3,
        sampling: { kind: 'identities', images: 4 },
        lengths: [24, 40, 64],
    },
    tiny: {
        ...SCRATCH,
        batch: 32,
        chunk: 32,
        epochs: 12,
        rate: 4e-3,
        sampling: { kind: 'identities', images: 4 },
        lengths: [40, 64],
    },
};
//# sourceMappingURL=recipes.js.map