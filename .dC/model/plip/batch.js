/** A batch of PLIP's training (section 2.4: images, the whole and the masked captions; the network makes its gray copies itself). */
import { CAPTION_SHARES } from './captionChoice.js';
import { PAPER_MASKING } from './maskingCurriculum.js';
import { PLIP_COLOURS } from './loss.js';
/** The paper's (appendix A.6), but for the lengths: 64 tokens are padding by half. */
export const PAPER_BATCHES = {
    size: 512,
    sampling: { kind: 'shuffled' },
    picture: { height: 256, width: 128 },
    pixels: 'float32',
    layout: 'nchw',
    ...PLIP_COLOURS,
    flip: 0.5,
    captions: CAPTION_SHARES['PC+2GC'],
    lengths: [32, 48, 64],
    masking: PAPER_MASKING,
};
//# sourceMappingURL=batch.js.map