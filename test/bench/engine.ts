// Training steps and inference of the engine's networks against PyTorch, in turns, each in a process of its own.
import { PRESETS } from '../../model/classifier/presets.js';
import { inTurns, type Case } from './case.js';
import { type EngineCase, openingTimes } from './engineCases.js';
import { temporaryFolder } from '../temporary.js';
import { hasPyTorch, noteOf, startOurs, startPyTorch } from './sides.js';

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
  const hasPeer = hasPyTorch();
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
  const ours = await startOurs(spec, isTraining);
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
