import { SLOTS, UNKNOWN } from '../../schemas/attributes.js';
import { MEAN, STD } from '../train/augment.js';
import { exportSpacEncoder } from './exportEncoder.js';
import { STYLE_PREFIX, wordsBehind } from './prefix.js';
import { openSpeaker } from './speaker.js';
const PICTURES = 6;
export async function sampleCaptions({ net, parameters, vocabulary }, pictures, { file, phraseWords, threads }) {
    const every = Math.max(1, Math.floor(pictures.length / PICTURES));
    const rows = pictures.filter((_, i) => i % every === 0).slice(0, PICTURES);
    if (rows.length === 0)
        return [];
    const [height, width] = net.picture;
    const speaker = await openSpeaker({
        ...{ net, parameters, vocabulary, phraseWords },
        encoder: { path: 'the encoder in training', height, width, mean: MEAN, std: STD, outputs: [] },
        encoderBytes: exportSpacEncoder(net, parameters),
    }, { threads });
    try {
        const pixels = rows.map(({ row }) => {
            const value = new Uint8Array(height * width * 3);
            file.read(row, value);
            return { kind: 'keep', value };
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
    }
    finally {
        await speaker.release();
    }
}
const GREEDY = { method: 'greedy', topP: 1, temperature: 1, beams: 1, minWords: 3, noRepeat: 0 };
//# sourceMappingURL=samples.js.map