// A SPAC that was never trained: what it says is a jumble of words, which is enough to see what becomes of them.
import { join } from 'node:path';
import { seededRandom } from '../../data/random.js';
import { tokensOf } from '../../data/tokens/bytePairs.js';
import { exportSpacEncoder } from '../../model/spac/exportEncoder.js';
import { spacParameters } from '../../model/spac/network.js';
import { MEAN, STD } from '../../model/train/augment.js';
import { storedParameters } from '../../model/weights/folder.js';
import { writeSafetensors } from '../../model/weights/safetensors.js';
import { describeFile } from '../../schemas/describedFile.js';
import { put } from './world.js';
const TEXTS = ['The man woman is wearing a black white red blue shirt pants shoes with bag and long short hair.'];
export async function writeSpac(dir, seed = 'spac') {
    const tokens = tokensOf(TEXTS);
    const net = {
        ...{ picture: [64, 32], body: { width: 4, blocks: [1, 1, 1, 1] }, channels: 8, level: 1, styles: 2 },
        generator: { vocabulary: tokens.length, positions: 96, width: 16, layers: 1, heads: 2 },
    };
    const parameters = spacParameters(net, seededRandom(seed));
    // The end of text is far from all other words, so that some phrases come to it: a jumble said greedily goes on for ever.
    const { data } = parameters['generator/words/table'];
    for (let i = data.length - net.generator.width; i < data.length; i++)
        data[i] *= 4;
    put(join(dir, 'encoder.onnx'), exportSpacEncoder(net, parameters));
    writeSafetensors(join(dir, 'weights.safetensors'), storedParameters(parameters), {});
    const spac = {
        ...{ format: 1, kind: 'spac', net: net, tokens, phraseWords: 30, captionWords: 64 },
        weights: await describeFile(join(dir, 'weights.safetensors')),
        encoder: await describeFile(join(dir, 'encoder.onnx')),
        input: { height: 64, width: 32, mean: [...MEAN], std: [...STD] },
        styles: [
            { captions: 1, meanWords: 5 },
            { captions: 1, meanWords: 9 },
        ],
        ...{ training: [], recipe: {}, best: { epoch: 1, val: null }, licence: 'none' },
    };
    put(join(dir, 'captioner.json'), JSON.stringify(spac));
}
//# sourceMappingURL=spacFolder.js.map