// Training on WebGPU, for real: on SwiftShader where it is (see try.sh), and what is said where there is no GPU.
import test from 'ava';
import { missing, runOnGpu, runWithoutGpu } from './swiftShader.js';
test.beforeEach((t) => {
    t.timeout(15 * 60_000);
});
const isSkipped = (t) => {
    if (missing === undefined)
        return false;
    t.log(`skipped: ${missing}`);
    t.pass();
    return true;
};
test('learners on WebGPU are what they are in memory: three optimizers, and PLIP in chunks', async (t) => {
    if (isSkipped(t))
        return;
    const stdout = await runOnGpu('./learning.js');
    t.is(stdout.trim().split('\n').length, 6, stdout);
});
/** Tests of the CPU, run once more. */
const AGAIN = {
    'every kernel is the same on WebGPU': ['engine/kernels'],
    'losses and gradients of PLIP and SPAC are those of PyTorch on WebGPU': ['plip/loss', 'spac/loss', 'spac/looking'],
};
for (const [title, files] of Object.entries(AGAIN))
    test(title, async (t) => {
        if (isSkipped(t))
            return;
        const paths = files.map((file) => `dist/test/model/${file}.test.js`);
        const stdout = await runOnGpu('../../../node_modules/ava/entrypoints/cli.mjs', paths);
        t.regex(stdout, /\d+ tests passed/);
    });
test('where a GPU or its files are not, that is said, with what to do', async (t) => {
    const [webgpu, cuda] = JSON.parse(await runWithoutGpu('./noGpu.js'));
    t.regex(webgpu, /^ONNX Runtime cannot compute with webgpu here\.\n {2}got: .*adapter.*\n {2}fix: a GPU with a driver/);
    t.regex(cuda, /^ONNX Runtime cannot compute with cuda here\.\n {2}got: .+\n {2}fix: an NVIDIA GPU.*cuda12 npm rebuild/s);
});
//# sourceMappingURL=gpu.test.js.map