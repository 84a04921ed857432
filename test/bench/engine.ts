// Training steps and inference of the engine's networks against PyTorch, in turns, each in a process of its own.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ALLOCATOR } from '../../model/train/process.js';
import { PRESETS } from '../../model/classifier/presets.js';
import { type Blas, blasOf } from './blas.js';
import { inTurns, type Case } from './case.js';
import { type EngineCase, openingTimes } from './engineCases.js';
import { temporaryFolder } from '../temporary.js';

const PYTHON = '/usr/bin/python3';

/** PyTorch at its best on few cores: OpenMP workers that sleep, an allocator that keeps huge pages. */
const TUNED = {
  OMP_NUM_THREADS: '2',
  OMP_WAIT_POLICY: 'PASSIVE',
  ...ALLOCATOR,
};

const CASES: readonly (EngineCase & { readonly title: string; readonly rounds: number })[] = [
  ...(['tiny', 'small'] as const).map((preset) => ({
    case: 'classifier' as const,
    preset,
    ...PRESETS[preset].net,
    ...{ batch: PRESETS[preset].batch, height: PRESETS[preset].height, width: PRESETS[preset].width, classes: 10 },
    title: `classifier step, ${preset}, batch ${PRESETS[preset].batch}`,
    rounds: 15,
  })),
  { case: 'resnet50', batch: 16, title: 'ResNet-50 step, 256x128, batch 16, SGD', rounds: 7 },
  { case: 'resnet50', batch: 8, title: 'ResNet-50 step, 256x128, batch 8, SGD', rounds: 7 },
  { case: 'bert', batch: 16, title: 'BERT-base step, 64 tokens, batch 16, AdamW', rounds: 7 },
  { case: 'gpt2', batch: 16, title: 'GPT-2 124M step, 64 tokens, batch 16, AdamW', rounds: 5 },
  { case: 'resnet50 inference', batch: 16, title: 'ResNet-50 inference, 256x128, batch 16', rounds: 11 },
  { case: 'gpt2 decoding', batch: 32, prefix: 10, new: 40, title: 'GPT-2 124M greedy decoding, batch 32', rounds: 5 },
  {
    ...{ case: 'spac captioning', batch: 16, attribute: 8, caption: 40, rounds: 3 },
    title: 'SPAC captioning, paper size, batch 16, 8 + 40 words',
  },
];

const OPENING = 'ResNet-50 step, 256x128, batch 16: trace and open';

/** `SYNTHPEDES_BENCH=bert` runs the cases whose title has that in it. */
export async function* cases(): AsyncGenerator<Case> {
  const hasPeer = spawnSync(PYTHON, ['-c', 'import torch']).status === 0;
  if (!hasPeer) process.stderr.write("no PyTorch to compare with (Debian's python3-torch): our times only\n");
  const wanted = (process.env.SYNTHPEDES_BENCH ?? '').toLowerCase();
  for (const spec of CASES.filter(({ title }) => title.toLowerCase().includes(wanted))) yield* measure(spec, hasPeer);
  if (!OPENING.toLowerCase().includes(wanted)) return;
  const [first, cached] = await openingTimes(temporaryFolder());
  const name = { suite: 'engine', unit: 's', peer: null, ratio: null };
  yield { ...name, case: `${OPENING}, the first time`, ours: first };
  yield { ...name, case: `${OPENING}, from the cache`, ours: cached };
}

async function* measure(spec: (typeof CASES)[number], hasPeer: boolean): AsyncGenerator<Case> {
  // Our trainings run in processes with this allocator; our inference runs in threads of the caller.
  const isTraining =
    !spec.title.includes('inference') && !spec.title.includes('decoding') && !spec.title.includes('captioning');
  const environment = { ...(isTraining ? ALLOCATOR : {}), ...process.env };
  const ours = await start(process.execPath, [script('./enginePeer.js')], spec, environment);
  const peer = hasPeer ? await startPyTorch(spec) : undefined;
  const name = { suite: 'engine', case: spec.title, unit: 's', ...(peer ? noteOf(peer.blas()) : {}) };
  try {
    const times = await inTurns(spec.rounds, ours.step, peer ? peer.step : () => Promise.resolve());
    yield { ...name, ours: times.ours, peer: peer ? times.peer : null, ratio: peer ? times.ours / times.peer : null };
    if (!peer) return;
    const memory = { ours: ours.megabytes(), peer: peer.megabytes(), ratio: ours.megabytes() / peer.megabytes() };
    yield { ...name, case: `${spec.title}: peak memory`, unit: 'MB', ...memory };
  } finally {
    ours.end();
    peer?.end();
  }
}

let told = false;

/** Says once which BLAS PyTorch multiplies with. The reference one is many times slower than any that people train with. */
function noteOf({ kind, path }: Blas): { note?: string } {
  const place = path === undefined ? '' : ` (${path})`;
  if (!told) process.stderr.write(`PyTorch's BLAS: ${kind}${place}\n`);
  if (kind !== 'reference') {
    told = true;
    return {};
  }
  if (!told)
    process.stderr.write(
      `\n  WARNING: PyTorch runs on the REFERENCE BLAS, which nobody trains with: every ratio below FLATTERS US.\n` +
        `  Install an optimised one (Debian: apt-get install libopenblas0-pthread) and run this again.\n\n`,
    );
  told = true;
  return { note: 'PyTorch on the reference BLAS: the ratio flatters us' };
}

const script = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

function startPyTorch(spec: EngineCase): Promise<Side> {
  const environment: NodeJS.ProcessEnv = { ...process.env, ...TUNED };
  delete environment.OPENBLAS_CORETYPE;
  delete environment.OPENBLAS_L2_SIZE;
  return start(PYTHON, [script('../../../test/peers/steps.py')], spec, environment);
}

interface Side {
  step(): Promise<void>;
  /** Which linear algebra its process has loaded. */
  blas(): Blas;
  /** Peak memory so far. */
  megabytes(): number;
  end(): void;
}

async function start(
  command: string,
  args: readonly string[],
  spec: EngineCase,
  environment: NodeJS.ProcessEnv,
): Promise<Side> {
  const child = spawn(command, [...args, JSON.stringify(spec)], {
    env: environment,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let megabytes = 0;
  const expect = async (word: string): Promise<void> => {
    const { value, done } = await lines.next();
    const [first, second] = done ? ['nothing'] : value.split(' ');
    if (first !== word) throw new Error(`${command} answered ${first} instead of running ${spec.case}.`);
    megabytes = Number(second ?? 0);
  };
  await expect('ready');
  const maps = `/proc/${child.pid}/maps`;
  return {
    step: async () => {
      child.stdin.write('step\n');
      await expect('done');
    },
    blas: () => blasOf(existsSync(maps) ? readFileSync(maps, 'utf8') : ''),
    megabytes: () => megabytes,
    end: () => child.stdin.end(),
  };
}
