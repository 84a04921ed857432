// Opens a trained SPAC's folder to work with.
import { openVocabulary } from '../data/tokens/bytePairs.js';
import { gpt2Parameters } from '../model/nn/gpt2.js';
import { underName } from '../model/nn/parameters.js';
import { openSpeaker } from '../model/spac/speaker.js';
import { readParameters } from '../model/weights/folder.js';
import { requireRoomForPhrases } from './decodings.js';
/** @throws UserError bad_model where its phrases have no room */
export async function speakerOf({ spac, encoderPath, weightsPath }, options) {
    requireRoomForPhrases(spac);
    const { net, tokens, phraseWords, input } = spac;
    return openSpeaker({
        ...{ net, phraseWords },
        vocabulary: openVocabulary(tokens ?? undefined),
        parameters: readParameters(weightsPath, 
        // The encoder's are in its own file.
        underName('generator', gpt2Parameters(net.generator, () => 0.5))),
        encoder: { path: encoderPath, ...input, outputs: [] },
    }, options);
}
//# sourceMappingURL=openSpeaker.js.map