// Training on WebGPU, for real: on SwiftShader where Debian's chromium is, and what is said where there is no GPU.
import test from 'ava';
import { missing, runScript } from './swiftShader.js';

test('learners on WebGPU are what they are in memory: three optimizers, and PLIP whole, in chunks and recomputed', async (t) => {
  t.timeout(15 * 60_000);
  if (missing !== undefined) {
    t.log(`skipped: ${missing}`);
    t.pass();
    return;
  }
  const { stdout } = await runScript('learning.js');
  t.is(stdout.trim().split('\n').length, 6, stdout);
});

test('where a GPU or its files are not, that is said, with what to do', async (t) => {
  const { stdout } = await runScript('noGpu.js', { gpu: false });
  const [webgpu, cuda] = JSON.parse(stdout) as string[];
  t.regex(
    webgpu,
    /^ONNX Runtime cannot compute with webgpu here\.\n {2}got: .*adapter.*\n {2}fix: a GPU with a driver/,
  );
  t.regex(
    cuda,
    /^ONNX Runtime cannot compute with cuda here\.\n {2}got: .+\n {2}fix: an NVIDIA GPU.*cuda12 npm rebuild/s,
  );
});
