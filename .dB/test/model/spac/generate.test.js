// Texts that follow prefixes: the same alone as in a batch, cached as not, for every preset's shape and every method.
import test from 'ava';
import { seededRandom } from '../../../data/random.js';
import { compile } from '../../../model/engine/trace.js';
import { tf } from '../../../model/engine/tfjs.js';
import { gpt2, gpt2Logits, gpt2Parameters, gpt2Words } from '../../../model/nn/gpt2.js';
import { openGpt2Decoder } from '../../../model/nn/gpt2Decoder.js';
import { generate } from '../../../model/spac/generate.js';
import { SPAC_PRESETS } from '../../../model/spac/network.js';
const VOCABULARY = 60;
const END = VOCABULARY - 1;
const LENGTH = 3;
const COUNT = 7;
/** A preset's generator with few words and layers, its weights larger than they start, so that texts differ. */
function generator(preset) {
    const random = seededRandom(preset);
    const net = { ...SPAC_PRESETS[preset].generator, vocabulary: VOCABULARY, positions: 64, layers: 2 };
    const parameters = gpt2Parameters(net, random);
    for (const [name, { data }] of Object.entries(parameters))
        if (!/norm/.test(name))
            data.forEach((x, i) => (data[i] = 4 * x));
    return { net, parameters, prefix: Float32Array.from({ length: COUNT * LENGTH * net.width }, () => random() - 0.5) };
}
const SETTINGS = {
    method: 'greedy',
    topP: 0.9,
    temperature: 1,
    beams: 3,
    minWords: 0,
    maxWords: 12,
    noRepeat: 0,
};
const rules = (settings) => ({
    banned: new Uint8Array(VOCABULARY),
    end: END,
    settings: { ...SETTINGS, ...settings },
});
const randoms = (first = 0, count = COUNT) => Array.from({ length: count }, (_, i) => seededRandom(`text ${first + i}`));
/** What is said is said longest by those that never end: an end soon makes rows leave. */
async function* decoders(...presets) {
    for (const preset of presets) {
        const made = generator(preset);
        const decoder = await openGpt2Decoder(made.net, made.parameters, { threads: 1 });
        yield { preset, ...made, decoder };
        await decoder.release();
    }
}
for (const method of ['greedy', 'nucleus', 'beam'])
    test(`${method}: a text is the same alone as in a batch`, async (t) => {
        const presets = method === 'greedy' ? ['tiny', 'small', 'paper'] : ['tiny', 'small'];
        for await (const { preset, net, prefix, decoder } of decoders(...presets)) {
            const size = LENGTH * net.width;
            const all = await generate(decoder, { prefix, length: LENGTH, randoms: randoms() }, rules({ method }));
            for (let i = 0; i < COUNT; i++) {
                const own = { prefix: prefix.slice(i * size, (i + 1) * size), length: LENGTH, randoms: randoms(i, 1) };
                const [alone] = await generate(decoder, own, rules({ method }));
                t.deepEqual(alone.words, all[i].words, `${preset}, text ${i}`);
                t.true(Math.abs(alone.logShare - all[i].logShare) < 1e-4);
            }
            t.true(new Set(all.map(({ words }) => words.join())).size > 1, 'texts differ');
        }
    });
test('greedy texts are those of the network without a cache, for every preset', async (t) => {
    for await (const { preset, net, parameters, prefix, decoder } of decoders('tiny', 'small', 'paper')) {
        const found = await generate(decoder, { prefix, length: LENGTH, randoms: randoms() }, rules({ maxWords: 6 }));
        const said = Array.from({ length: COUNT }, () => []);
        for (let step = 0; step < 6; step++) {
            const compiled = await compile((inputs) => {
                const start = inputs.prefix;
                const words = step === 0 ? start : tf.concat([start, gpt2Words(inputs, inputs.ids)], 1);
                const { hidden } = gpt2(net, inputs, words);
                const states = tf.reshape(hidden, [COUNT, LENGTH + step, net.width]);
                const last = tf.reshape(tf.slice(states, [0, LENGTH + step - 1, 0], [-1, 1, -1]), [COUNT, net.width]);
                return { best: tf.argMax(gpt2Logits(inputs, last), 1) };
            }, {
                ...parameters,
                prefix: { shape: [COUNT, LENGTH, net.width] },
                ...(step === 0 ? {} : { ids: { shape: [COUNT, step], dtype: 'int32' } }),
            }, { threads: 1 });
            const weights = Object.fromEntries(Object.entries(parameters).map(([name, { data }]) => [name, data]));
            const { best } = await compiled.run({ ...weights, prefix, ids: Int32Array.from(said.flat()) });
            said.forEach((words, i) => words.push(best[i]));
            await compiled.release();
        }
        found.forEach(({ words, ended }, i) => {
            const end = said[i].indexOf(END);
            t.deepEqual(words, end < 0 ? said[i] : said[i].slice(0, end), `${preset}, text ${i}`);
            t.is(ended, end >= 0);
        });
    }
});
test('one beam is greedy decoding, and more beams find a likelier text', async (t) => {
    for await (const { prefix, decoder } of decoders('tiny')) {
        // Of one length, so that their likelihoods compare.
        const say = (settings) => generate(decoder, { prefix, length: LENGTH, randoms: randoms() }, rules({ minWords: 12, ...settings }));
        const [greedy, one, six] = [
            await say({ method: 'greedy' }),
            await say({ method: 'beam', beams: 1 }),
            await say({ method: 'beam', beams: 6 }),
        ];
        t.deepEqual(one.map(({ words }) => words), greedy.map(({ words }) => words));
        const mean = (all) => all.reduce((sum, { logShare }) => sum + logShare, 0);
        t.true(mean(six) > mean(greedy), `${mean(six)}, greedy ${mean(greedy)}`);
    }
});
test('a draw hangs on its own random numbers, and lengths are kept to', async (t) => {
    for await (const { prefix, decoder } of decoders('tiny')) {
        const say = (settings, first = 0) => generate(decoder, { prefix, length: LENGTH, randoms: randoms(first) }, rules({ method: 'nucleus', ...settings }));
        const texts = await say({});
        t.deepEqual(await say({}), texts);
        t.notDeepEqual(await say({}, 100), texts);
        for (const { words, ended } of await say({ minWords: 5, maxWords: 8 })) {
            t.true(words.length >= 5 && words.length <= 8);
            t.is(ended, words.length < 8 || ended);
        }
        t.deepEqual(await generate(decoder, { prefix: new Float32Array(0), length: LENGTH, randoms: [] }, rules({})), []);
    }
});
//# sourceMappingURL=generate.test.js.map