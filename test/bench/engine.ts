// One training step (forward, backward, AdamW) of the classifier's networks: compiled, against PyTorch in turns.
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '../../data/random.js';
import { classifierParameters } from '../../model/classifier/network.js';
import type { Preset } from '../../model/classifier/presets.js';
import { PRESETS } from '../../model/classifier/presets.js';
import { compileTrainStep } from '../../model/classifier/trainStep.js';
import { featureSize } from '../../model/nn/residualNet.js';
import type { Head } from '../../schemas/heads.js';
import { inTurns, median, type Case } from './case.js';

const PYTHON = '/usr/bin/python3';
const ROUNDS = 15;
const CLASSES = 10;
const HEADS: readonly Head[] = [{ name: 'class', kind: 'softmax', classes: Array.from({ length: CLASSES }, String) }];

/** PyTorch at its best on few cores: OpenMP workers that sleep, an allocator that keeps huge pages. */
const TUNED = {
  OMP_NUM_THREADS: '2',
  OMP_WAIT_POLICY: 'PASSIVE',
  MALLOC_MMAP_MAX_: '0',
  MALLOC_TRIM_THRESHOLD_: '100000000000',
  MALLOC_TOP_PAD_: '268435456',
  GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1',
};

export async function* cases(): AsyncGenerator<Case> {
  const hasPeer = spawnSync(PYTHON, ['-c', 'import torch']).status === 0;
  if (!hasPeer) process.stderr.write("no PyTorch to compare with (Debian's python3-torch): our times only\n");
  for (const preset of ['tiny', 'small'] as const) yield await measure(preset, hasPeer);
}

async function measure(preset: Preset, hasPeer: boolean): Promise<Case> {
  const { batch, height, width } = PRESETS[preset];
  const name = { suite: 'engine', case: `training step, ${preset} net, batch ${batch}, ${height}x${width}`, unit: 's' };
  const ours = await ourStep(preset);
  if (!hasPeer) {
    const times: number[] = [];
    await inTurns(
      ROUNDS,
      async () => times.push(await timed(ours)),
      () => Promise.resolve(),
    );
    return { ...name, ours: median(times), peer: null, ratio: null };
  }
  const peer = startPeer(preset);
  try {
    const times = await inTurns(ROUNDS, ours, () => peer.step());
    return { ...name, ...times, ratio: times.ours / times.peer };
  } finally {
    peer.end();
  }
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return (performance.now() - started) / 1000;
}

async function ourStep(preset: Preset): Promise<() => Promise<unknown>> {
  const { net, batch, height, width } = PRESETS[preset];
  const parameters = classifierParameters(net, HEADS, seededRandom('bench'));
  const step = await compileTrainStep({ net, heads: HEADS, batch, height, width }, parameters, {
    threads: 2,
    weightDecay: 0.01,
  });
  const random = seededRandom('pictures');
  const positive = new Float32Array(batch * CLASSES);
  for (let i = 0; i < batch; i++) positive[i * CLASSES + Math.floor(random() * CLASSES)] = 1 / batch;
  const data = {
    images: Float32Array.from({ length: batch * 3 * height * width }, random),
    positive,
    negative: new Float32Array(batch * CLASSES),
    dropout: new Float32Array(batch * featureSize(net)).fill(1),
  };
  return () => step.run(data, 1e-3);
}

interface Peer {
  step(): Promise<void>;
  end(): void;
}

function startPeer(preset: Preset): Peer {
  const { net, batch, height, width } = PRESETS[preset];
  const script = fileURLToPath(new URL('../../../test/peers/residual_step.py', import.meta.url));
  const environment: NodeJS.ProcessEnv = { ...process.env, ...TUNED };
  delete environment.OPENBLAS_CORETYPE;
  delete environment.OPENBLAS_L2_SIZE;
  const description = JSON.stringify({ ...net, batch, height, width, classes: CLASSES });
  const peer = spawn(PYTHON, [script, description], { env: environment, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: peer.stdout })[Symbol.asyncIterator]();
  return {
    step: async () => {
      peer.stdin.write('step\n');
      const { value, done } = await lines.next();
      if (done || value !== 'done') throw new Error(`PyTorch answered ${String(value)} instead of running a step.`);
    },
    end: () => peer.stdin.end(),
  };
}
