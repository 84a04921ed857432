import { spacInputs, spacLoss, textInputs, textLoss } from './loss.js';
import { isDropout } from './dropout.js';
import { lookingInputs, lookingLoss, looks } from './looking.js';
import { generatorWeights, isRead } from './network.js';
const GENERATOR = 'generator/';
/** The gradients of each step are left in the learner. */
export async function compileSpacSteps(parts, learner) {
    const { net, parameters, size, texts, looking, lambda } = parts;
    const whole = {
        parameters,
        inputs: spacInputs(net, size),
        isTrained: (name) => isRead(net, name),
        loss: (weights, inputs, mode) => spacLoss(net, weights, inputs, { mode, lambda }),
    };
    const captions = await learner.compileStep(whole);
    const language = texts > 0 ? await learner.compileStep(languageTraining(parts)) : undefined;
    const pictures = looking > 0 ? await learner.compileStep(lookingTraining(parts)) : undefined;
    const { losses, release } = await compileLosses(parts, learner);
    return {
        captions,
        texts: language,
        looking: pictures,
        losses,
        release: async () => {
            await captions.release();
            await language?.release();
            await pictures?.release();
            await release();
        },
    };
}
const only = (parameters, isIn) => Object.fromEntries(Object.entries(parameters).filter(([name]) => isIn(name)));
function languageTraining({ net, parameters, size, texts, end }) {
    return {
        parameters: only(parameters, (name) => name.startsWith(GENERATOR)),
        inputs: textInputs({ texts, words: size.captionWords }),
        loss: (weights, inputs) => ({ loss: textLoss(net.generator, generatorWeights(weights), inputs, end) }),
    };
}
function lookingTraining({ net, parameters, looking }) {
    return {
        parameters,
        inputs: lookingInputs(net, looking),
        isTrained: (name) => looks(net, name),
        loss: (weights, inputs, mode) => ({ loss: lookingLoss(net, weights, inputs, mode) }),
    };
}
async function compileLosses({ net, size, lambda }, learner) {
    const all = spacInputs(net, { ...size, images: size.captioned });
    // What is dropped is no part of the graph in inference.
    const inputs = Object.fromEntries(Object.entries(all).filter(([name]) => !isDropout(name)));
    const run = (weights, given) => spacLoss(net, weights, given, { mode: { training: false }, lambda }).outputs;
    const compiled = await learner.compileForward({ inputs, run });
    return {
        losses: async (feeds) => {
            const { caption, attribute } = await compiled.run(feeds);
            return { caption: caption[0], attribute: attribute[0] };
        },
        release: () => compiled.release(),
    };
}
//# sourceMappingURL=steps.js.map