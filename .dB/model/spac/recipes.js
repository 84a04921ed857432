/** Appendix A.7. */
const LAMBDA = 0.15;
const NO_LOOKING = { epochs: 0, pictures: 64, rate: 0 };
const FLIP_ONLY = { flip: true, shift: 0, zoom: 0, light: 0, erase: 0 };
export const SPAC_RECIPES = {
    paper: {
        epochs: 30,
        languageEpochs: 0,
        looking: NO_LOOKING,
        lambda: LAMBDA,
        captioned: 64,
        labelled: 64,
        texts: 64,
        captionWords: 64,
        phraseWords: 10,
        rate: 1e-4,
        schedule: 'constant',
        weightDecay: 0.01,
        clip: null,
        hiddenWords: 0,
        augment: FLIP_ONLY,
    },
    small: {
        epochs: 5,
        languageEpochs: 1,
        looking: { epochs: 4, pictures: 64, rate: 3e-3 },
        // Half of its images have no caption.
        lambda: 0.5,
        captioned: 16,
        labelled: 16,
        texts: 48,
        captionWords: 44,
        phraseWords: 7,
        rate: 1.5e-3,
        schedule: 'cosine',
        weightDecay: 0.05,
        clip: 1,
        hiddenWords: 0.25,
        augment: { flip: true, shift: 0.06, zoom: 0.1, light: 0.1, erase: 0.2 },
    },
    tiny: {
        epochs: 10,
        languageEpochs: 1,
        looking: NO_LOOKING,
        lambda: LAMBDA,
        captioned: 24,
        labelled: 24,
        texts: 32,
        captionWords: 48,
        phraseWords: 7,
        rate: 2e-3,
        schedule: 'cosine',
        weightDecay: 0.05,
        clip: 1,
        hiddenWords: 0.1,
        augment: { flip: true, shift: 0.05, zoom: 0.05, light: 0.1, erase: 0 },
    },
};
//# sourceMappingURL=recipes.js.map