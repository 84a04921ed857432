import test from 'ava';
import { compile } from '../../../model/engine/trace.js';
import { spacPrefixes } from '../../../model/spac/network.js';
import { leftOut, REFERENCE, referenceImages, referenceParameters } from './pytorch.js';
test("the prefixes of every attribute and style equal PyTorch's", async (t) => {
    const { net, images, prefixes } = REFERENCE;
    const parameters = referenceParameters();
    t.deepEqual(leftOut(parameters), [], 'no tensor of PyTorch is left out');
    const pictures = { shape: [images, ...net.picture, 3], layout: 'nchw' };
    const run = (inputs) => {
        const { attributes, styles } = spacPrefixes(net, inputs, inputs.images, { mode: { training: false } });
        const named = [...attributes.map((x, i) => [`attribute${i}`, x]), ...styles.map((x, i) => [`style${i}`, x])];
        return Object.fromEntries(named);
    };
    const compiled = await compile(run, { ...parameters, images: pictures }, { threads: 1 });
    const data = Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, parameter.data]));
    const got = await compiled.run({ ...data, images: referenceImages() });
    await compiled.release();
    const close = (name, expected) => {
        const scale = expected.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
        const worst = expected.reduce((most, x, i) => Math.max(most, Math.abs(x - got[name][i])), 0);
        t.is(got[name].length, expected.length, name);
        t.true(worst < 1e-4 * scale, `${name}: off by ${worst} where the largest is ${scale}`);
    };
    prefixes.attributes.forEach((expected, i) => close(`attribute${i}`, expected));
    prefixes.styles.forEach((expected, i) => close(`style${i}`, expected));
});
//# sourceMappingURL=parity.test.js.map