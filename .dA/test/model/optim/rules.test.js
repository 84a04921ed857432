import { readFileSync } from 'node:fs';
import test from 'ava';
import { randomNormal, seededRandom } from '../../../data/random.js';
import { ADAMW_DEFAULTS } from '../../../model/optim/adamw.js';
import { ADAN_DEFAULTS } from '../../../model/optim/adan.js';
import { PIECE } from '../../../model/optim/arena.js';
import { clipGlobalNorm } from '../../../model/optim/clip.js';
import { createOptimizer } from '../../../model/optim/optimizer.js';
import { ruleOf } from '../../../model/optim/rule.js';
const PYTORCH = JSON.parse(readFileSync(new URL('../../../../test/model/optim/pytorch.json', import.meta.url), 'utf8'));
/** One parameter `w`. */
function single(config, weights, weightDecay) {
    const data = Float32Array.from(weights);
    const parameters = { w: { shape: [data.length], layout: 'plain', data, role: 'weight' } };
    const plan = { w: { rateFactor: 1, weightDecay } };
    return [data, createOptimizer({ rule: ruleOf(config), parameters, plan })];
}
const near = (a, b, tolerance) => a.length === b.length && Array.from(a).every((x, i) => Math.abs(x - b[i]) <= tolerance * Math.max(1, Math.abs(b[i])));
for (const { kind, options, after } of PYTORCH.cases) {
    test(`three steps are PyTorch's: ${kind} ${JSON.stringify(options)}`, (t) => {
        const { momentum = 0, nesterov = false } = options;
        const config = kind === 'adamw' ? { kind, ...ADAMW_DEFAULTS } : { kind, momentum, nesterov };
        const [weights, optimizer] = single(config, PYTORCH.weights, options.weight_decay);
        PYTORCH.gradients.forEach((gradient, i) => {
            optimizer.beginStep(options.lr);
            optimizer.update({ w: Float32Array.from(gradient) });
            t.true(near(weights, after[i], 2e-7), `step ${i + 1}: ${weights.join(' ')}, not ${after[i].join(' ')}`);
        });
    });
}
test('the first step of AdamW moves by the rate against the sign of the gradient, after the decay', (t) => {
    const [weights, optimizer] = single({ kind: 'adamw', ...ADAMW_DEFAULTS }, [1, -2], 0.01);
    optimizer.beginStep(0.1);
    optimizer.update({ w: Float32Array.of(0.5, -3) });
    // m/(1-b1) = g and sqrt(v/(1-b2)) = |g|, so the update is rate * sign(g); decay takes 0.1 * 0.01 of the weight.
    t.true(near(weights, [0.999 - 0.1, -1.998 + 0.1], 1e-7));
});
test('the second step of AdamW follows the hand-worked moments', (t) => {
    const [weights, optimizer] = single({ kind: 'adamw', ...ADAMW_DEFAULTS }, [0], 0);
    for (const g of [1, -1]) {
        optimizer.beginStep(0.01);
        optimizer.update({ w: Float32Array.of(g) });
    }
    // m = 0.9*0.1 - 0.1 = -0.01, over 1-0.81: -0.0526; v = 0.001999 over 0.001999: 1. So -0.01 + 0.000526.
    t.true(near(weights, [-0.01 + 0.01 * (0.01 / 0.19)], 1e-7));
});
test('AdamW is the plain loop in double precision to the bit, over more than one piece and an odd end', (t) => {
    const size = 2 * PIECE + 77;
    const random = seededRandom('adamw');
    const normal = () => Float32Array.from({ length: size }, () => randomNormal(random));
    const start = normal();
    const [weights, optimizer] = single({ kind: 'adamw', ...ADAMW_DEFAULTS }, [...start], 0.05);
    const [mean, square] = [new Float32Array(size), new Float32Array(size)];
    for (let step = 1; step <= 3; step++) {
        const gradient = normal();
        const rate = 0.01 * step;
        optimizer.beginStep(rate);
        optimizer.update({ w: gradient });
        for (let i = 0; i < size; i++) {
            const m = 0.9 * mean[i] + (1 - 0.9) * gradient[i];
            const v = 0.999 * square[i] + (1 - 0.999) * gradient[i] * gradient[i];
            const move = ((rate / (1 - 0.9 ** step)) * m) / (Math.sqrt(v) / Math.sqrt(1 - 0.999 ** step) + 1e-8);
            [mean[i], square[i], start[i]] = [m, v, start[i] * (1 - rate * 0.05) - move];
        }
    }
    t.is(Buffer.compare(Buffer.from(weights.buffer), Buffer.from(start.buffer)), 0);
    t.is(Buffer.compare(Buffer.from(optimizer.state().arrays['square/w'].slice().buffer), Buffer.from(square.buffer)), 0);
});
/** Algorithm 1 for one weight, in the paper's order and in its betas, with the bias corrections of the published code. */
function adanOracle(start, gradients, settings) {
    const [b1, b2, b3] = [1 - settings.beta1, 1 - settings.beta2, 1 - settings.beta3];
    const { rate, decay, epsilon, noProx, restartRadius } = settings;
    let [theta, m, v, n, last, k, travel] = [start, 0, 0, 0, 0, 0, 0];
    let restarts = 0;
    for (const g of gradients) {
        k += 1;
        if (k === 1)
            last = g;
        m = (1 - b1) * m + b1 * g;
        v = (1 - b2) * v + b2 * (g - last);
        n = (1 - b3) * n + b3 * (g + (1 - b2) * (g - last)) ** 2;
        const [mHat, vHat, nHat] = [m / (1 - (1 - b1) ** k), v / (1 - (1 - b2) ** k), n / (1 - (1 - b3) ** k)];
        const eta = rate / (Math.sqrt(nHat) + epsilon);
        const move = eta * (mHat + (1 - b2) * vHat);
        const next = noProx ? (1 - decay * rate) * theta - move : (theta - move) / (1 + decay * rate);
        travel += Math.sqrt(n) * (next - theta) ** 2;
        [theta, last] = [next, g];
        if (restartRadius !== null && k * travel > restartRadius ** 2) {
            [m, v, n, k, travel] = [0, 0, 0, 0, 0];
            restarts += 1;
        }
    }
    return { theta, restarts };
}
const SERIES = [0.5, -0.2, 0.9, 0.4, -1.5, 0.01, 0.3, 2, -0.6, 0.05, 0.8, -0.1];
for (const noProx of [false, true])
    for (const restartRadius of [null, 0.05])
        test(`Adan is Algorithm 1: ${noProx ? 'without' : 'with'} prox, ${restartRadius ? 'with' : 'without'} restart`, (t) => {
            const settings = { ...ADAN_DEFAULTS, noProx, restartRadius };
            const starts = [1, -0.7];
            const oracles = starts.map((start, i) => adanOracle(start, i ? SERIES.toReversed() : SERIES, { ...settings, rate: 0.05, decay: 0.2 }));
            starts.forEach((start, i) => {
                const [weights, optimizer] = single({ kind: 'adan', ...settings }, [start], 0.2);
                for (const g of i ? SERIES.toReversed() : SERIES) {
                    optimizer.beginStep(0.05);
                    optimizer.update({ w: Float32Array.of(g) });
                }
                t.true(near(weights, [oracles[i].theta], 1e-6), `${weights[0]}, not ${oracles[i].theta}`);
                t.is(oracles[i].restarts > 0, restartRadius !== null);
            });
        });
test('the restart condition sums over all elements of all parameters', (t) => {
    // One step of rate r moves every weight by r against its gradient; n = 0.01 g^2, so the sum is 2 * 0.1 * |g| * r^2.
    const run = (restartRadius) => {
        const [, optimizer] = single({ kind: 'adan', ...ADAN_DEFAULTS, restartRadius }, [0, 0], 0);
        optimizer.beginStep(0.5);
        optimizer.update({ w: Float32Array.of(1, -1) });
        optimizer.beginStep(0.5);
        return optimizer.state().step;
    };
    t.is(run(Math.sqrt(0.2 * 0.25) * 0.999), 1);
    t.is(run(Math.sqrt(0.2 * 0.25) * 1.001), 2);
});
test('a restart by hand makes Adan begin anew at the weights that it has', (t) => {
    const config = { kind: 'adan', ...ADAN_DEFAULTS };
    const [weights, optimizer] = single(config, [1], 0);
    optimizer.beginStep(0.1);
    optimizer.update({ w: Float32Array.of(3) });
    optimizer.restart();
    const [other, fresh] = single(config, [weights[0]], 0);
    for (const each of [optimizer, fresh])
        for (const g of [-1, 0.5]) {
            each.beginStep(0.1);
            each.update({ w: Float32Array.of(g) });
        }
    t.deepEqual(weights, other);
});
test("gradients are clipped as PyTorch clips them; below the limit they stay the caller's to the bit", (t) => {
    for (const { maxNorm, norm, gradients } of PYTORCH.clip) {
        const own = PYTORCH.gradients.map((gradient) => Float32Array.from(gradient));
        t.true(near([clipGlobalNorm(own, maxNorm)], [norm], 1e-6));
        own.forEach((gradient, i) => {
            t.true(near(gradient, gradients[i], 1e-7));
            if (maxNorm > norm)
                t.deepEqual(gradient, Float32Array.from(PYTORCH.gradients[i]));
        });
    }
});
test('clipping follows hand-worked values', (t) => {
    const gradients = [Float32Array.of(3), Float32Array.of(0, -4)];
    t.is(clipGlobalNorm(gradients, 1), 5);
    t.true(near([gradients[0][0], gradients[1][1]], [0.6, -0.8], 1e-6));
    t.true(Math.hypot(gradients[0][0], gradients[1][1]) < 1, 'the epsilon keeps the norm below the limit');
});
test('a norm that is not finite is told and scales nothing', (t) => {
    for (const bad of [NaN, Infinity]) {
        const gradients = [Float32Array.of(1, bad), Float32Array.of(2)];
        t.false(Number.isFinite(clipGlobalNorm(gradients, 0.5)));
        t.is(gradients[1][0], 2);
    }
});
test('a norm whose square is beyond single precision is still right', (t) => {
    t.true(near([clipGlobalNorm([Float32Array.of(3e30), Float32Array.of(4e30)], 1)], [5e30], 1e-6));
});
//# sourceMappingURL=rules.test.js.map