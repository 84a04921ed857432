/** A pre-trained PLIP on disk: written once a training or conversion, read back to train on. `plip.json` comes last. */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describeFile } from '../../schemas/describedFile.js';
import { parsePlip, noHead, PLIP_FILE, PLIP_HEADS, PLIP_MEAN, PLIP_PARTS, PLIP_STD, PLIP_TOKENS, plipJson, plipPaths, } from '../../schemas/plip.js';
import { UserError } from '../../schemas/userError.js';
import { bertParameters } from '../nn/bert.js';
import { initialParameters } from '../nn/network.js';
import { underName } from '../nn/parameters.js';
import { readParameters, storedParameters } from '../weights/folder.js';
import { writeSafetensors, writeWhole } from '../weights/safetensors.js';
import { colorizerParameters } from './colorization.js';
import { encodersFrom, joined, requirePair } from './encoders.js';
import { exportImageEncoder, exportTextEncoder } from './exportEncoders.js';
import { COLORIZATION } from './network.js';
/**
 * Writes weights, ONNX files, vocabulary and `plip.json` into a folder, which may hold other files.
 * @throws UserError bad_model: see `requirePair`
 */
export async function writePlipFolder(dir, encoders, vocabulary, facts) {
    requirePair(encoders, vocabulary);
    const { image, text } = encoders;
    const tokens = facts.tokens ?? Math.min(PLIP_TOKENS, text.net.positions);
    const paths = plipPaths(dir);
    mkdirSync(dir, { recursive: true });
    rmSync(join(dir, PLIP_FILE), { force: true }); // first: without it, what is there is no model
    writeSafetensors(paths.weights, storedParameters(joined(image.parameters, text.parameters)));
    const { heads, weights } = facts;
    if (heads)
        writeSafetensors(paths.heads, storedParameters(heads.parameters));
    else
        rmSync(paths.heads, { force: true });
    writeWhole(paths.imageEncoder, [exportImageEncoder(image, weights)]);
    writeWhole(paths.textEncoder, [exportTextEncoder(text, { tokens, weights })]);
    writeWhole(paths.vocabulary, [Buffer.from(`${vocabulary.pieces.join('\n')}\n`)]);
    const [height, width] = image.network.net.picture;
    const { mean = PLIP_MEAN, std = PLIP_STD, trainedOn, source, licence } = facts;
    const plip = {
        files: {
            weights: await describeFile(paths.weights),
            imageEncoder: await describeFile(paths.imageEncoder),
            textEncoder: await describeFile(paths.textEncoder),
            vocabulary: await describeFile(paths.vocabulary),
            ...(heads ? { heads: await describeFile(paths.heads) } : {}),
        },
        ...(heads ? { heads: described(heads) } : {}),
        image: structuredClone(image.network),
        text: { type: 'bert', net: { ...text.net } },
        textPool: text.pool,
        embedding: text.net.width,
        input: { height, width, mean: triple(mean), std: triple(std) },
        ...{ tokens, trainedOn, source, licence },
    };
    writeWhole(join(dir, PLIP_FILE), [Buffer.from(plipJson(plip))]);
    return { format: 1, ...plip };
}
const described = ({ colorizer, attributes }) => ({
    ...(colorizer ? { colorizer: { ...colorizer } } : {}),
    ...(attributes ? { attributes: { ...attributes } } : {}),
});
const triple = ([r, g, b]) => [r, g, b];
/** Makes the folder of a conversion, or empties it of an earlier one. @throws UserError bad_usage where it holds something else */
export function makePlipFolder(dir) {
    mkdirSync(dir, { recursive: true });
    const names = readdirSync(dir);
    if (names.length === 0)
        return;
    const fix = 'name a new or empty folder with --out';
    if (!names.includes(PLIP_FILE))
        throw new UserError('bad_usage', {
            what: `${dir} is not empty, and holds no PLIP.`,
            got: names.slice(0, 5).join(', '),
            fix,
        });
    const path = join(dir, PLIP_FILE);
    if (parsePlip(readFileSync(path, 'utf8'), path).source === null)
        throw new UserError('bad_usage', { what: `${dir} holds a PLIP that was trained: it is not overwritten.`, fix });
    for (const name of [PLIP_FILE, PLIP_HEADS, ...Object.values(PLIP_PARTS)])
        rmSync(join(dir, name), { force: true });
}
/**
 * The encoders of a folder with their weights.
 * @throws UserError bad_file where a tensor is missing or misshapen
 */
export function readPlipEncoders({ plip, paths }) {
    const network = plip.image;
    const { net } = plip.text;
    const any = () => 0.5; // every number is read
    const parameters = readParameters(paths.weights, joined(initialParameters(network, any), bertParameters(net, any)));
    return encodersFrom(network, { net, pool: plip.textPool }, parameters);
}
/**
 * What colours pictures, with its weights.
 * @throws UserError bad_model where the folder has no colorization head; bad_file
 */
export function readColorizer(folder) {
    const { plip, paths } = folder;
    const colorizer = plip.heads?.colorizer;
    if (!colorizer)
        throw noHead(dirname(paths.heads), Object.keys(plip.heads ?? {}).join(', ') || 'none at all');
    const net = { visual: plip.image.net, text: plip.text.net, textPool: plip.textPool, colorizer };
    const { image, text } = readPlipEncoders(folder);
    const initial = underName(COLORIZATION, colorizerParameters(net, () => 0.5));
    const head = readParameters(paths.heads, initial);
    return { net, parameters: { ...joined(image.parameters, text.parameters), ...head } };
}
//# sourceMappingURL=folder.js.map