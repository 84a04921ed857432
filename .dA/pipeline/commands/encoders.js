// How a command line names a pair of encoders: a PLIP's folder, or two ONNX files.
import { InvalidArgumentError } from 'commander';
import { resolve } from 'node:path';
import { IMAGENET } from '../../schemas/imageNet.js';
import { UserError } from '../../schemas/userError.js';
export function addEncoderOptions(command) {
    return command
        .option('--model <dir>', 'a PLIP: pre-trained here, or converted (synthpedes convert --kind plip)')
        .option('--image-encoder <onnx>', 'or any pair: images [n, 3, h, w] -> embeddings [n, D]')
        .option('--text-encoder <onnx>', 'and token ids [n, L] (and a mask) -> embeddings [n, D]')
        .option('--vocabulary <txt>', "the text encoder's vocab.txt (default: BERT's, uncased)")
        .option('--image-size <hxw>', 'where the image encoder leaves it open, such as 256x128', parseSize)
        .option('--mean <rgb>', `of the image encoder (default: ${IMAGENET.mean.join()})`, parseRgb)
        .option('--std <rgb>', `of the image encoder (default: ${IMAGENET.std.join()})`, parseRgb);
}
/** What was named; undefined: nothing. @throws UserError bad_usage where options do not go together */
export function encodersOf(options) {
    const { model, imageEncoder, textEncoder, vocabulary, imageSize, mean, std } = options;
    const pair = Object.values({ imageEncoder, textEncoder, vocabulary, imageSize, mean, std });
    if (model !== undefined) {
        if (pair.every((value) => value === undefined))
            return { folder: resolve(model) };
        const got = '--model together with options of a pair';
        throw badUsage(got, 'give --model <dir> alone: a PLIP knows its sizes, or --image-encoder and --text-encoder');
    }
    if (pair.every((value) => value === undefined))
        return undefined;
    const named = { '--image-encoder': imageEncoder, '--text-encoder': textEncoder };
    const missing = Object.entries(named).flatMap(([name, value]) => (value === undefined ? [name] : []));
    if (missing.length > 0)
        throw badUsage(`no ${missing.join(', no ')}`, `give ${Object.keys(named).join(' and ')} together, or --model <dir>`);
    return { ...imageHalf(options), ...textHalf(options) };
}
const imageHalf = ({ imageEncoder, imageSize, mean, std }) => ({
    image: resolve(imageEncoder),
    mean: mean ?? IMAGENET.mean,
    std: std ?? IMAGENET.std,
    size: imageSize,
});
const textHalf = ({ textEncoder, vocabulary }) => ({
    text: resolve(textEncoder),
    vocabulary: vocabulary === undefined ? undefined : resolve(vocabulary),
});
/** As `requireEncoders`; of two ONNX files one is enough, that of what is embedded. */
export function encodersFor(from, options) {
    const { model, imageEncoder, textEncoder, vocabulary, imageSize, mean, std } = options;
    const ofTexts = [textEncoder, vocabulary].some((value) => value !== undefined);
    const ofImages = [imageEncoder, imageSize, mean, std].some((value) => value !== undefined);
    if (model === undefined && 'images' in from && imageEncoder !== undefined && !ofTexts)
        return imageHalf(options);
    if (model === undefined && 'texts' in from && textEncoder !== undefined && !ofImages)
        return textHalf(options);
    return requireEncoders(options);
}
/** @throws UserError bad_usage where none were named, too */
export function requireEncoders(options) {
    const named = encodersOf(options);
    if (named)
        return named;
    throw badUsage('no model', 'give --model <dir>, or --image-encoder and --text-encoder');
}
const badUsage = (got, fix) => new UserError('bad_usage', { what: 'Texts and images are compared by a pair of encoders.', got, fix });
function parseRgb(text) {
    const values = text.split(',').map(Number);
    if (values.length !== 3 || !values.every(Number.isFinite))
        throw new InvalidArgumentError('It takes three numbers such as 0.485,0.456,0.406.');
    return values;
}
function parseSize(text) {
    const [, height, width] = /^([1-9]\d*)x([1-9]\d*)$/.exec(text) ?? [];
    if (height === undefined)
        throw new InvalidArgumentError('It takes height x width, such as 256x128.');
    return [Number(height), Number(width)];
}
//# sourceMappingURL=encoders.js.map