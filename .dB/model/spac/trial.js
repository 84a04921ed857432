/** How fast a recipe trains SPAC on this machine, measured on a few steps before hours are spent on it. */
import { seededRandom } from '../../data/random.js';
import { ADAMW_DEFAULTS } from '../optim/adamw.js';
import { planParameters } from '../optim/groups.js';
import { openLearner } from '../train/learner.js';
import { lookingInputs } from './looking.js';
import { spacInputs, textInputs } from './loss.js';
import { spacParameters } from './network.js';
import { compileSpacSteps } from './steps.js';
const STEPS = 2;
/** Images with captions, with attributes only, texts, and pictures alone at most: a paper-sized batch takes minutes and gigabytes. */
const [CAPTIONED, LABELLED, TEXTS, PICTURES] = [8, 8, 8, 16];
/** Steps on random pictures and words, of a part of the batch, scaled up to the whole. */
export async function trySpac(net, recipe, options) {
    const [captioned, labelled] = [Math.min(recipe.captioned, CAPTIONED), Math.min(recipe.labelled, LABELLED)];
    const { phraseWords, captionWords } = recipe;
    const size = { images: captioned + labelled, captioned, phraseWords, captionWords };
    const texts = recipe.languageEpochs > 0 ? Math.min(recipe.texts, TEXTS) : 0;
    const looking = recipe.looking.epochs > 0 ? Math.min(recipe.looking.pictures, PICTURES) : 0;
    const parameters = spacParameters(net, seededRandom('trial'));
    const plan = planParameters(parameters, { weightDecay: recipe.weightDecay });
    const learner = await openLearner({ parameters, plan, rule: { kind: 'adamw', ...ADAMW_DEFAULTS } }, options);
    const end = net.generator.vocabulary - 1;
    const steps = await compileSpacSteps({ ...{ net, parameters, size, texts, looking, end }, lambda: recipe.lambda }, learner);
    const time = async (step, specs) => {
        const inputs = Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, filled(spec)]));
        let started = 0;
        for (let i = 0; i <= STEPS; i++) {
            if (i === 1)
                started = performance.now(); // memory is planned on the first
            await step.run(inputs);
            await learner.update({ rate: 0, clip: null });
        }
        return (performance.now() - started) / 1000 / STEPS;
    };
    try {
        const ofCaptions = await time(steps.captions, spacInputs(net, size));
        const ofTexts = steps.texts ? await time(steps.texts, textInputs({ texts, words: captionWords })) : 0;
        const ofLooking = steps.looking ? await time(steps.looking, lookingInputs(net, looking)) : 0;
        return {
            captions: (ofCaptions * (recipe.captioned + recipe.labelled)) / size.images,
            texts: texts > 0 ? (ofTexts * recipe.texts) / texts : 0,
            looking: looking > 0 ? (ofLooking * recipe.looking.pictures) / looking : 0,
            weights: Object.values(parameters).reduce((sum, { data }) => sum + 4 * data.length, 0),
        };
    }
    finally {
        await steps.release();
        await learner.close();
    }
}
/** Pictures of noise; words, shares and factors that are valid whatever they stand for. */
function filled({ shape, dtype }) {
    const length = shape.reduce((n, size) => n * size, 1);
    const random = seededRandom('input');
    return dtype === 'int32' ? new Int32Array(length) : Float32Array.from({ length }, () => random() / length);
}
//# sourceMappingURL=trial.js.map