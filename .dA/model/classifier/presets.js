export const PRESETS = {
    // For drawn people: a minute on two cores.
    tiny: {
        net: {
            stem: 16,
            stages: [
                { width: 24, blocks: 1, stride: 2 },
                { width: 48, blocks: 1, stride: 2 },
                { width: 96, blocks: 1, stride: 2 },
            ],
            stripes: 6,
            dropout: 0.1,
        },
        height: 96,
        width: 48,
        epochs: 15,
        batch: 32,
        rate: 4e-3,
        weightDecay: 0.05,
    },
    // For some thousand to a hundred thousand real crops.
    small: {
        net: {
            stem: 24,
            stages: [
                { width: 48, blocks: 1, stride: 2 },
                { width: 96, blocks: 1, stride: 2 },
                { width: 192, blocks: 1, stride: 2 },
            ],
            stripes: 4,
            dropout: 0.3,
        },
        height: 128,
        width: 64,
        epochs: 40,
        batch: 48,
        rate: 3e-3,
        weightDecay: 0.1,
    },
};
//# sourceMappingURL=presets.js.map