// Training steps and inference of the engine's networks against PyTorch, in turns, each in a process of its own.
import { PRESETS } from '../../model/classifier/presets.js';
import { inTurns } from './case.js';
import { openingTimes } from './engineCases.js';
import { temporaryFolder } from '../temporary.js';
import { hasPyTorch, noteOf, startOurs, startPyTorch } from './sides.js';
const DECODING = {
    ...{ case: 'gpt2 decoding', batch: 32, prefix: 10, new: 40, rounds: 5 },
    title: 'GPT-2 124M greedy decoding, batch 32',
};
const CAPTIONING = {
    ...{ case: 'spac captioning', batch: 16, attribute: 8, caption: 40, rounds: 3 },
    title: 'SPAC captioning, paper size, batch 16, 8 + 40 words',
};
const CASES = [
    ...['tiny', 'small'].map((preset) => ({
        case: 'classifier',
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
    { case: 'swin', batch: 8, title: 'Swin-Base step, 256x128, batch 8, AdamW', rounds: 5 },
    { case: 'resnet50 inference', batch: 16, title: 'ResNet-50 inference, 256x128, batch 16', rounds: 11 },
    DECODING,
    { ...DECODING, weights: 'int8', title: `${DECODING.title}, our weights int8` },
    CAPTIONING,
    { ...CAPTIONING, weights: 'int8', title: `${CAPTIONING.title}, our weights int8` },
];
/** Against ourselves, keeping everything. */
const RECOMPUTED = [
    { case: 'resnet50', batch: 16, title: 'ResNet-50 step, 256x128, batch 16, recomputed', rounds: 7 },
    { case: 'bert', batch: 16, title: 'BERT-base step, 64 tokens, batch 16, recomputed', rounds: 7 },
];
const OPENING = 'ResNet-50 step, 256x128, batch 16: trace and open';
/** `SYNTHPEDES_BENCH=bert` runs the cases whose title has that in it. */
export async function* cases() {
    const hasPeer = hasPyTorch();
    const wanted = (process.env.SYNTHPEDES_BENCH ?? '').toLowerCase();
    const asked = ({ title }) => title.toLowerCase().includes(wanted);
    for (const spec of CASES.filter(asked))
        yield* againstPyTorch(spec, hasPeer);
    for (const spec of RECOMPUTED.filter(asked)) {
        const kept = await startOurs(spec, true);
        yield* measure(spec, await startOurs({ ...spec, recompute: true }, true), kept, {
            note: 'peer: ours, everything kept',
        });
    }
    if (!OPENING.toLowerCase().includes(wanted))
        return;
    const [first, cached] = await openingTimes(temporaryFolder());
    const name = { suite: 'engine', unit: 's', peer: null, ratio: null };
    yield { ...name, case: `${OPENING}, the first time`, ours: first };
    yield { ...name, case: `${OPENING}, from the cache`, ours: cached };
}
async function* againstPyTorch(spec, hasPeer) {
    // Our trainings run in processes with this allocator; our inference runs in threads of the caller.
    const isTraining = !spec.title.includes('inference') && !spec.title.includes('decoding') && !spec.title.includes('captioning');
    const ours = await startOurs(spec, isTraining);
    const peer = hasPeer ? await startPyTorch(spec) : undefined;
    yield* measure(spec, ours, peer, peer ? noteOf(peer.blas()) : {});
}
async function* measure({ title, rounds }, ours, peer, note) {
    const name = { suite: 'engine', case: title, unit: 's', ...note };
    try {
        const times = await inTurns(rounds, ours.step, peer ? peer.step : () => Promise.resolve());
        yield { ...name, ours: times.ours, peer: peer ? times.peer : null, ratio: peer ? times.ours / times.peer : null };
        if (!peer)
            return;
        const memory = { ours: ours.megabytes(), peer: peer.megabytes(), ratio: ours.megabytes() / peer.megabytes() };
        yield { ...name, case: `${title}: peak memory`, unit: 'MB', ...memory };
    }
    finally {
        ours.end();
        peer?.end();
    }
}
//# sourceMappingURL=engine.js.map