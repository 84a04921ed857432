import test from 'ava';
import { planParameters } from '../../../model/optim/groups.js';
import { createOptimizer } from '../../../model/optim/optimizer.js';
import { sgd } from '../../../model/optim/sgd.js';
const parameter = (role) => ({
    shape: [2],
    layout: 'plain',
    data: Float32Array.of(1, 2),
    role,
});
const network = () => ({
    'image/matrix': parameter('weight'),
    'image/bias': parameter('bias'),
    'image/mean': parameter('statistic'),
    'text/bert/1/matrix': parameter('weight'),
    'text/bert/1/bias': parameter('bias'),
    'text/bert/11/matrix': parameter('weight'),
    'text/head/matrix': parameter('weight'),
});
test('without groups all but statistics train at the full rate, and biases do not decay', (t) => {
    t.deepEqual(planParameters(network(), { weightDecay: 0.1 }), {
        'image/matrix': { rateFactor: 1, weightDecay: 0.1 },
        'image/bias': { rateFactor: 1, weightDecay: 0 },
        'text/bert/1/matrix': { rateFactor: 1, weightDecay: 0.1 },
        'text/bert/1/bias': { rateFactor: 1, weightDecay: 0 },
        'text/bert/11/matrix': { rateFactor: 1, weightDecay: 0.1 },
        'text/head/matrix': { rateFactor: 1, weightDecay: 0.1 },
    });
});
test('the first group that matches decides; a path matches whole names of its parts', (t) => {
    const groups = [
        { match: 'text/bert/1', frozen: true },
        { match: 'text/bert', rateFactor: 0.1, weightDecay: 0.5 },
        { match: (name) => name.startsWith('image/'), decayBiases: true },
    ];
    t.deepEqual(planParameters(network(), { weightDecay: 0.1, groups }), {
        'image/matrix': { rateFactor: 1, weightDecay: 0.1 },
        'image/bias': { rateFactor: 1, weightDecay: 0.1 },
        'text/bert/11/matrix': { rateFactor: 0.1, weightDecay: 0.5 },
        'text/head/matrix': { rateFactor: 1, weightDecay: 0.1 },
    });
});
test('a weight decay of a group leaves its biases alone', (t) => {
    const plan = planParameters(network(), { weightDecay: 0.1, groups: [{ match: 'text/bert', weightDecay: 0.5 }] });
    t.is(plan['text/bert/1/matrix'].weightDecay, 0.5);
    t.is(plan['text/bert/1/bias'].weightDecay, 0);
});
test('a group that matches nothing is an error that names it', (t) => {
    const groups = [{ match: 'text/brt', frozen: true }];
    t.throws(() => planParameters(network(), { weightDecay: 0, groups }), { message: /text\/brt/ });
});
test('frozen parameters and statistics have no state and keep their weights; factors scale the rate', (t) => {
    const parameters = network();
    const groups = [
        { match: 'text/bert/1', frozen: true },
        { match: 'text/bert', rateFactor: 0.5 },
    ];
    const plan = planParameters(parameters, { weightDecay: 0, groups });
    const optimizer = createOptimizer({ rule: sgd({ momentum: 0.9, nesterov: false }), parameters, plan });
    optimizer.beginStep(1);
    for (const name of Object.keys(parameters))
        optimizer.update({ [name]: Float32Array.of(0.25, 0.5) });
    for (const [name, { data }] of Object.entries(parameters)) {
        const still = name === 'image/mean' || name.startsWith('text/bert/1/');
        const slow = name.startsWith('text/bert/11/');
        t.deepEqual([...data], still ? [1, 2] : slow ? [0.875, 1.75] : [0.75, 1.5], name);
        t.is(`momentum/${name}` in optimizer.state().arrays, !still, name);
    }
});
//# sourceMappingURL=groups.test.js.map