/** Zuo et al., PLIP: Language-Image Pre-training for Person Representation Learning: its zero-shot ablations. */
export const ABLATIONS = {
    tasks: {
        title: 'pretext tasks',
        rows: [
            { name: 'ivlc', settings: { tasks: ['ivlc'] }, paper: { rank1: 30.2 } },
            { name: 'ivlc+tic', settings: { tasks: ['ivlc', 'tic'] }, paper: { rank1: 31.4 } },
            { name: 'ivlc+iap', settings: { tasks: ['ivlc', 'iap'] }, paper: { rank1: 30.5 } },
            { name: 'tic+iap', settings: { tasks: ['tic', 'iap'] } },
            { name: 'all', settings: { tasks: ['ivlc', 'tic', 'iap'] }, paper: { rank1: 32.5 } },
        ],
        note: 'Without contrast (tic+iap) nothing trains texts to find images; the paper judges that row on image Re-ID only.',
    },
    contrast: {
        title: 'contrast alone',
        rows: [
            { name: 'infonce', settings: { tasks: ['ivlc'], contrast: { kind: 'infonce' } } },
            { name: 'cmpm', settings: { tasks: ['ivlc'], contrast: { kind: 'cmpm' } }, paper: { rank1: 30.2 } },
            { name: 'sdm', settings: { tasks: ['ivlc'], contrast: { kind: 'sdm' } } },
        ],
        note: 'The paper: InfoNCE stays behind IVLC (cmpm), and becomes worse as training goes on.',
    },
    captions: {
        title: 'captions that stand beside an image',
        rows: [
            { name: 'PC', settings: { captions: 'PC' }, paper: { rank10: 49.4 } },
            { name: 'GC', settings: { captions: 'GC' }, paper: { rank10: 59.8 } },
            { name: 'PC+GC', settings: { captions: 'PC+GC' }, paper: { rank10: 63.0 } },
            { name: 'PC+2GC', settings: { captions: 'PC+2GC' }, paper: { rank10: 66.6 } },
        ],
        note: "Each row's val has captions of its own kind: compare rows by --evaluate.",
    },
    weights: {
        title: 'weights of colorization and attribute prediction',
        rows: [
            { name: '1-1', settings: { weights: { tic: 1, iap: 1 } }, paper: { rank1: 28.7 } },
            { name: '0.1-0.1', settings: { weights: { tic: 0.1, iap: 0.1 } } },
            { name: '0.02-0.1', settings: { weights: { tic: 0.02, iap: 0.1 } }, paper: { rank1: 32.5 } },
        ],
    },
    pool: {
        title: 'how embeddings are pooled: image, text',
        rows: [
            { name: 'max-average', settings: { pool: 'max', textPool: 'average' }, paper: { rank1: 32.5 } },
            { name: 'average-average', settings: { pool: 'average', textPool: 'average' }, paper: { rank1: 30.2 } },
            { name: 'attention-average', settings: { pool: 'attention', textPool: 'average' }, paper: { rank1: 27.9 } },
            { name: 'max-pooler', settings: { pool: 'max', textPool: 'pooler' }, paper: { rank1: 26.2 } },
        ],
    },
    masking: {
        title: 'share of attribute phrases that is hidden, over the training',
        rows: [
            { name: 'constant', settings: { masking: { curve: 'constant', from: 0.5, to: 0.5 } } },
            { name: 'linear', settings: { masking: { curve: 'linear' } } },
            { name: 'square', settings: { masking: { curve: 'square' } } },
            { name: 'sqrt', settings: { masking: { curve: 'sqrt' } }, paper: { rank1: 32.5 } },
        ],
    },
    color: {
        title: 'what judges the colours',
        rows: [
            { name: 'image', settings: { color: 'image' }, paper: { rank1: 32.5 } },
            { name: 'pixel', settings: { color: 'pixel' } },
            { name: 'mse', settings: { color: 'mse' } },
        ],
        note: 'The losses differ in size by orders; their weight is the same.',
    },
    target: {
        title: 'target of each pair of an identity: its share of 1 (paper), or 1/sqrt of their number (released code)',
        rows: [
            { name: 'sum', settings: { contrast: { target: 'sum' } }, paper: { rank1: 32.5 } },
            { name: 'sqrt', settings: { contrast: { target: 'sqrt' } } },
        ],
    },
    identities: {
        title: 'who is who: as the source labels it, or after the Seed Filter',
        rows: [
            { name: 'source', settings: { labels: 'source' }, paper: { rank1: 28.3 } },
            { name: 'denoised', settings: { labels: 'denoised' }, paper: { rank1: 29.2 } },
        ],
        note: 'Both rows train on the images that denoising has kept: those it excluded have no captions here. In the paper raw has them.',
    },
};
export const ABLATION_NAMES = Object.keys(ABLATIONS);
//# sourceMappingURL=ablationTables.js.map