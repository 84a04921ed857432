// A pair of encoders that embed images and captions in one space: what a user names, and how it is run.
import { bertVocabulary } from '../data/tokens/bertVocabulary.js';
import { readVocabulary } from '../data/tokens/vocabulary.js';
import { textInputs } from '../model/engine/textInference.js';
import { PLIP_TOKENS, readPlip } from '../schemas/plip.js';
import { UserError } from '../schemas/userError.js';
/** @throws UserError missing_path, missing_input, bad_file, bad_model */
export async function openDualEncoder(context, named) {
    if ('folder' in named)
        return openPlip(named.folder);
    const vocabulary = vocabularyOf(named);
    const [image, text] = await Promise.all([named.image, named.text].map((path) => context.pool().describe(path)));
    return { vocabulary, ...planDualEncoder(named, image, text) };
}
/** Half of a pair. @throws UserError as `openDualEncoder` */
export async function openImageEncoder(context, named) {
    return planImageEncoder(named, await context.pool().describe(named.image)).planned;
}
/** The other half. @throws UserError as `openDualEncoder` */
export async function openTextEncoder(context, named) {
    const vocabulary = vocabularyOf(named);
    return { vocabulary, ...planTextEncoder(named, await context.pool().describe(named.text)).planned };
}
const vocabularyOf = ({ vocabulary }) => vocabulary === undefined ? bertVocabulary() : readVocabulary(vocabulary);
/** The pair of a PLIP's folder. @throws UserError missing_path, missing_input, bad_file, bad_model */
export async function openPlip(folder) {
    const { plip, paths } = await readPlip(folder, ['imageEncoder', 'textEncoder', 'vocabulary']);
    return {
        image: { path: paths.imageEncoder, ...plip.input, outputs: ['embedding'] },
        text: {
            path: paths.textEncoder,
            inputs: { ids: 'input_ids', mask: 'attention_mask' },
            output: 'embedding',
        },
        length: plip.tokens,
        vocabulary: readVocabulary(paths.vocabulary),
        plip,
    };
}
/**
 * Inputs, sizes and the outputs that are compared: of each model the first one of two axes.
 * @throws UserError bad_model where the two are no pair
 */
export function planDualEncoder(encoder, image, text) {
    const [of, to] = [planImageEncoder(encoder, image), planTextEncoder(encoder, text)];
    if (typeof of.width === 'number' && typeof to.width === 'number' && of.width !== to.width)
        throw noPair(of.width, to.width);
    return { ...of.planned, ...to.planned };
}
function planImageEncoder(encoder, ports) {
    const { image: path, mean, std } = encoder;
    const { name, width: columns } = embeddingOf(path, ports);
    const [height, width] = pictureSize(encoder, ports);
    return { width: columns, planned: { image: { path, height, width, mean, std, outputs: [name] } } };
}
function planTextEncoder({ text: path }, ports) {
    const { name, width } = embeddingOf(path, ports);
    const inputs = textInputs(path, Object.keys(ports.inputs));
    const length = ports.inputs[inputs.ids][1];
    return {
        width,
        planned: {
            text: { path, inputs, output: name },
            length: typeof length === 'number' && length > 1 ? length : PLIP_TOKENS,
        },
    };
}
/** D of the image encoder and of the text encoder. */
export const noPair = (image, text) => new UserError('bad_model', {
    what: 'The encoders are no pair: their embeddings have different sizes.',
    got: `${image} of images, ${text} of texts`,
    fix: 'give two encoders that were trained together',
});
function embeddingOf(path, { inputs, outputs }) {
    const fixed = Object.entries(inputs).find(([, [batch]]) => typeof batch === 'number' && batch > 0);
    if (fixed)
        throw new UserError('bad_model', {
            what: `The model ${path} takes batches of one size only.`,
            got: `${fixed[0]}: [${fixed[1].join(', ')}]`,
            fix: 'export it with a dynamic first axis',
        });
    const found = Object.entries(outputs).find(([, shape]) => shape.length === 2);
    if (found)
        return { name: found[0], width: found[1][1] };
    throw new UserError('bad_model', {
        what: `The model ${path} gives no embeddings.`,
        got: Object.entries(outputs)
            .map(([name, shape]) => `${name}: [${shape.join(', ')}]`)
            .join(', '),
        fix: 'it needs an output [n, D]',
    });
}
function pictureSize({ image, size }, { inputs }) {
    const fail = (what, fix) => {
        const got = Object.entries(inputs).map(([name, shape]) => `${name}: [${shape.join(', ')}]`);
        return new UserError('bad_model', { what, got: got.join(', '), fix });
    };
    const shapes = Object.values(inputs);
    if (shapes.length !== 1 || shapes[0].length !== 4)
        throw fail(`The model ${image} does not take pictures.`, 'it needs one input [n, 3, h, w]');
    const own = shapes[0].slice(2);
    const [height, width] = own.map((each, i) => (typeof each === 'number' && each > 0 ? each : size?.[i]));
    if (height !== undefined && width !== undefined)
        return [height, width];
    throw fail(`The model ${image} does not say how large its pictures are.`, 'give --image-size, such as 256x128');
}
//# sourceMappingURL=dualEncoder.js.map