// Opens a trained SPAC's folder to work with.
import { openVocabulary } from '../data/tokens/bytePairs.js';
import { spacParameters } from '../model/spac/network.js';
import { openSpeaker, type Speaker } from '../model/spac/speaker.js';
import { readParameters } from '../model/weights/folder.js';
import type { SpacFolder } from '../schemas/spac.js';
import { requireRoomForPhrases } from './decodings.js';

/** @throws UserError bad_model where its phrases have no room */
export async function speakerOf(
  { spac, encoderPath, weightsPath }: SpacFolder,
  threads: number | undefined,
): Promise<Speaker> {
  requireRoomForPhrases(spac);
  const { net, tokens, phraseWords, input } = spac;
  return openSpeaker(
    {
      ...{ net, phraseWords },
      vocabulary: openVocabulary(tokens ?? undefined),
      parameters: readParameters(
        weightsPath,
        spacParameters(net, () => 0.5),
      ),
      encoder: { path: encoderPath, ...input, outputs: [] },
    },
    { threads },
  );
}
