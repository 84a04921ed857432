import { UserError } from '../../schemas/userError.js';
import { underName } from '../nn/parameters.js';
import { visualNetwork } from '../nn/visual.js';
import { ATTRIBUTE_PREDICTION, COLORIZATION, TEXT, VISUAL } from './network.js';
/** The encoders of a pre-training, without the heads that only it needs. */
export const trainedPlip = (net, parameters) => encodersFrom(visualNetwork(net.visual), { net: net.text, pool: net.textPool }, parameters);
/** The heads of a pre-training; undefined where it had none. */
export function trainedHeads(net, parameters) {
    const own = [COLORIZATION, ATTRIBUTE_PREDICTION].map((name) => underName(name, below(name, parameters)));
    const [hasColours, hasAttributes] = own.map((each) => Object.keys(each).length > 0);
    if (!hasColours && !hasAttributes)
        return undefined;
    return {
        ...(hasColours ? { colorizer: net.colorizer } : {}),
        ...(hasAttributes ? { attributes: net.attributes } : {}),
        parameters: { ...own[0], ...own[1] },
    };
}
/** @param parameters of both, as a training names them */
export const encodersFrom = (network, text, parameters) => ({
    image: { network, parameters: below(VISUAL, parameters) },
    text: { ...text, parameters: below(TEXT, parameters) },
});
/** The encoders of the released checkpoint, whose texts are BERT's pooler's (FORMATS of the released code). */
export function releasedPlip({ image, text }) {
    if (image?.network.type !== 'modified-resnet' || text?.network.type !== 'bert')
        throw new Error('The released PLIP is a modified ResNet and a BERT.');
    return {
        image: { network: image.network, parameters: image.parameters },
        text: { net: text.network.net, pool: 'pooler', parameters: text.parameters },
    };
}
/** Parameters of both, as a training names them. */
export const joined = (image, text) => ({
    ...underName(VISUAL, image),
    ...underName(TEXT, text),
});
/** `{'a/w'}` -> `{w}` of what stands below a name. */
function below(name, parameters) {
    const own = Object.entries(parameters).filter(([key]) => key.startsWith(`${name}/`));
    return Object.fromEntries(own.map(([key, value]) => [key.slice(name.length + 1), value]));
}
/** @throws UserError bad_model where embeddings differ in size, or the vocabulary is of another text encoder */
export function requirePair({ image, text }, { pieces }) {
    const { output } = image.network.net;
    if (output !== text.net.width)
        throw new UserError('bad_model', {
            what: 'The encoders are no pair: their embeddings have different sizes.',
            got: `${output} of images, ${text.net.width} of texts`,
            fix: 'give two encoders that were trained together',
        });
    if (pieces.length !== text.net.vocabulary)
        throw new UserError('bad_model', {
            what: 'The text encoder and the vocabulary do not belong together.',
            got: `a vocabulary of ${pieces.length} pieces, a text encoder of ${text.net.vocabulary}`,
            fix: "give the text encoder's own vocab.txt with --vocabulary",
        });
}
//# sourceMappingURL=encoders.js.map