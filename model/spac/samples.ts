/** What the network says of a few pictures of val: one look tells more than a loss. */
import type { Vocabulary } from '../../data/tokens/bytePairs.js';
import { SLOTS, UNKNOWN } from '../../schemas/attributes.js';
import type { Parameters } from '../nn/parameters.js';
import { MEAN, STD } from '../train/augment.js';
import type { PixelFile } from '../train/pixelFile.js';
import { exportSpacEncoder } from './exportEncoder.js';
import type { SpacNet } from './network.js';
import { STYLE_PREFIX, wordsBehind } from './prefix.js';
import { openSpeaker } from './speaker.js';
import type { Sample } from './train.js';
import type { CaptionedPicture } from './trainingSet.js';

const PICTURES = 6;

export async function sampleCaptions(
  { net, parameters, vocabulary }: { net: SpacNet; parameters: Parameters; vocabulary: Vocabulary },
  pictures: readonly CaptionedPicture[],
  { file, phraseWords, threads }: { file: PixelFile; phraseWords: number; threads?: number },
): Promise<Sample[]> {
  const every = Math.max(1, Math.floor(pictures.length / PICTURES));
  const rows = pictures.filter((_, i) => i % every === 0).slice(0, PICTURES);
  if (rows.length === 0) return [];
  const [height, width] = net.picture;
  const speaker = await openSpeaker(
    {
      ...{ net, parameters, vocabulary, phraseWords },
      encoder: { path: 'the encoder in training', height, width, mean: MEAN, std: STD, outputs: [] },
      encoderBytes: exportSpacEncoder(net, parameters),
    },
    { threads },
  );
  try {
    const pixels = rows.map(({ row }) => {
      const value = new Uint8Array(height * width * 3);
      file.read(row, value);
      return { kind: 'keep' as const, value };
    });
    const seen = (await speaker.look(pixels)).flatMap((verdict) => (verdict.kind === 'keep' ? [verdict.value] : []));
    const said = await speaker.attributes(seen);
    const settings = { ...GREEDY, maxWords: Math.min(64, wordsBehind(net, STYLE_PREFIX)) };
    const styles = Array.from({ length: net.styles }, (_, style) => style);
    const requests = seen.flatMap((own) => styles.map((style) => ({ seen: own, style, random: () => 0 })));
    const captions = await speaker.captions(requests, settings);
    return rows.map(({ row }, i) => ({
      row,
      attributes: SLOTS.map((slot) => said[i].attributes[slot] ?? UNKNOWN).join(','),
      captions: captions.slice(i * net.styles, (i + 1) * net.styles).map((each) => each ?? '(no end)'),
    }));
  } finally {
    await speaker.release();
  }
}

const GREEDY = { method: 'greedy', topP: 1, temperature: 1, beams: 1, minWords: 3, noRepeat: 0 } as const;
