import { randomNormal, seededRandom } from '../../data/random.js';
import { tf } from '../../model/engine/tfjs.js';
import { compile } from '../../model/engine/trace.js';
import { ADAN_DEFAULTS } from '../../model/optim/adan.js';
import { planParameters } from '../../model/optim/groups.js';
import { PLIP_LOSS } from '../../model/plip/loss.js';
import { isTrainedPlip, plipParameters } from '../../model/plip/network.js';
import { openPlipSteps } from '../../model/plip/steps.js';
import { openLearner } from '../../model/train/learner.js';
const THREADS = 2;
const MASK = 4;
/** The step and the optimizer's, over one batch. */
export async function plipStep(spec) {
    const { net, own, targets } = spec;
    const batch = spec.lengths.length;
    const textLayers = spec.textLayers ?? Infinity;
    const parameters = plipParameters(net, PLIP_LOSS.tasks, seededRandom('bench plip'));
    const isTrained = isTrainedPlip(net, PLIP_LOSS.tasks, textLayers);
    const groups = [{ match: (name) => !isTrained(name), frozen: true }];
    const plan = planParameters(parameters, { weightDecay: 0, groups });
    const learner = await openLearner({ parameters, plan, rule: { kind: 'adan', ...ADAN_DEFAULTS } }, { threads: THREADS });
    const steps = openPlipSteps({ net, loss: PLIP_LOSS, parameters, textLayers, batch, chunk: batch, targets }, learner);
    const identities = Int32Array.from(spec.identities);
    const feeds = feedsOf(spec);
    return async () => {
        await steps.run(identities, [{ length: own, feeds }]);
        await learner.update({ rate: 1e-5, clip: null });
    };
}
function feedsOf({ net, lengths, own, positions, targets }) {
    const random = seededRandom('bench plip feeds');
    const n = lengths.length;
    const [height, width] = net.visual.picture;
    const ids = Int32Array.from({ length: n * own }, () => 5 + Math.floor(random() * (net.text.vocabulary - 5)));
    const maskedIds = ids.slice();
    for (const at of positions)
        maskedIds[at] = MASK;
    const padded = (values) => {
        const all = new Int32Array(targets);
        all.set(values);
        return all;
    };
    return {
        images: Float32Array.from({ length: n * 3 * height * width }, () => randomNormal(random)),
        ids,
        maskedIds,
        mask: Float32Array.from({ length: n * own }, (_, i) => (i % own < lengths[Math.floor(i / own)] ? 1 : 0)),
        positions: padded(positions),
        labels: padded(positions.map((at) => ids[at])),
        shares: new Float32Array(targets).fill(1 / positions.length, 0, positions.length),
    };
}
/** Two square matrices of so many rows, 2 * size^3 operations. */
export async function matrixProduct(size) {
    const square = { shape: [size, size] };
    const product = await compile(({ a, b }) => ({ product: tf.matMul(a, b) }), { a: square, b: square }, { threads: THREADS });
    const random = seededRandom('bench product');
    const matrix = () => Float32Array.from({ length: size * size }, random);
    const [a, b] = [matrix(), matrix()];
    return () => product.run({ a, b });
}
//# sourceMappingURL=plipCase.js.map