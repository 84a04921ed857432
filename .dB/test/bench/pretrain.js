// PLIP's whole training step against PyTorch: colour and gray pictures, complete and masked captions, three losses, backward, Adan.
// Each side needs many gigabytes, so they run one after the other, twice.
import { loadavg } from 'node:os';
import { randomInt, randomNormal, seededRandom } from '../../data/random.js';
import { PLIP_PRESETS } from '../../model/plip/network.js';
import { PLIP_RECIPES } from '../../model/plip/recipes.js';
import { median } from './case.js';
import { plipOperations } from './plipOperations.js';
import { hasPyTorch, noteOf, startOurs, startPyTorch } from './sides.js';
/** Tokens of a caption as captioners write them: mean and standard deviation. */
const TOKENS = { mean: 29, deviation: 6 };
/** What PyTorch's users pad to. */
const PADDED = 64;
const HIDDEN = 6;
const PRODUCT = 2048;
const CASES = [
    { title: 'paper-rn50, batch 16, 64 tokens', preset: 'paper-rn50', batch: 16, buckets: false, steps: 2 },
    { title: 'paper-rn50, batch 16, our lengths', preset: 'paper-rn50', batch: 16, buckets: true, steps: 2 },
    { title: 'small, batch 64, our lengths', preset: 'small', batch: 64, buckets: true, steps: 5 },
];
const BLOCKS = 2;
/** `SYNTHPEDES_BENCH=small` runs the cases whose title has that in it. */
export async function* cases() {
    const hasPeer = hasPyTorch();
    const wanted = (process.env.SYNTHPEDES_BENCH ?? '').toLowerCase();
    const ceiling = await productCeiling(hasPeer);
    yield ceiling;
    const most = Math.max(ceiling.ours, ceiling.peer ?? 0);
    // PyTorch's step is the same for all lengths of ours.
    const known = new Map();
    for (const timed of CASES.filter(({ title }) => title.toLowerCase().includes(wanted)))
        yield* measure(timed, { hasPeer, most, known });
}
async function* measure(timed, { hasPeer, most, known }) {
    const { title, preset, batch, steps } = timed;
    const spec = { case: 'plip', batch, plip: plipCase(timed) };
    const blocks = { ours: [], peer: [] };
    const old = known.get(preset);
    for (let block = 0; block < BLOCKS; block++) {
        blocks.ours.push(tell('ours', await runAlone(startOurs(spec, true), steps)));
        if (hasPeer && !old)
            blocks.peer.push(tell('PyTorch', await runAlone(startPyTorch(spec), steps)));
    }
    const ours = joined(blocks.ours);
    const peer = old ?? (hasPeer ? joined(blocks.peer) : undefined);
    if (peer)
        known.set(preset, peer);
    const name = { suite: 'pretrain', note: `load ${loadavg()[0].toFixed(1)}${peer?.note ? `; ${peer.note}` : ''}` };
    const line = (what, unit, of) => ({
        ...{ ...name, case: `${title}: ${what}`, unit, ours: of(ours) },
        ...(peer ? { peer: of(peer), ratio: ours.seconds / peer.seconds } : { peer: null, ratio: null }),
    });
    yield line('step', 's', ({ seconds }) => seconds);
    const processor = line('step, processor time', 's', (side) => side.processor);
    yield { ...processor, ratio: peer ? ours.processor / peer.processor : null };
    const memory = line('peak memory', 'MB', ({ megabytes }) => megabytes);
    yield { ...memory, ratio: peer ? ours.megabytes / peer.megabytes : null };
    yield line('speed', 'images/s', ({ seconds }) => batch / seconds);
    if (timed.buckets)
        return;
    const operations = plipOperations(PLIP_PRESETS[preset], {
        ...{ images: batch, length: PADDED, targets: spec.plip.positions.length },
        trained: spec.plip.textLayers ?? Infinity,
    });
    yield line(`${Math.round(operations / 1e9)} GFLOP a step`, 'GFLOP/s', ({ seconds }) => operations / 1e9 / seconds);
    yield line('of what a matrix product reaches', '%', ({ seconds }) => (100 * operations) / 1e9 / seconds / most);
}
/** A block takes minutes on a busy machine. */
function tell(side, measured) {
    const { times, processor, megabytes } = measured;
    const each = times.map((time) => time.toFixed(2)).join(', ');
    process.stderr.write(`${side}: ${each} s, ${processor.toFixed(2)} s of processors, ${megabytes} MB\n`);
    return measured;
}
/** Captions of the same lengths for both sides, two of each identity. */
function plipCase({ preset, batch, buckets }) {
    const { lengths: there, textLayers, targets } = PLIP_RECIPES[preset];
    const random = seededRandom('bench pretrain');
    const lengths = Array.from({ length: batch }, () => {
        const drawn = Math.round(TOKENS.mean + TOKENS.deviation * randomNormal(random));
        return Math.min(PADDED, Math.max(HIDDEN + 2, drawn));
    });
    const own = buckets ? there.find((length) => length >= Math.max(...lengths)) : PADDED;
    const positions = lengths.flatMap((tokens, i) => {
        const from = 1 + randomInt(random, tokens - HIDDEN - 1);
        return Array.from({ length: HIDDEN }, (_, k) => i * own + from + k);
    });
    const identities = Array.from({ length: batch }, (_, i) => Math.floor(i / 2));
    const net = PLIP_PRESETS[preset];
    return { net, textLayers, identities, lengths, own, padded: PADDED, positions, targets: targets * batch };
}
/** A first step, in which graphs are compiled and memory is taken, and then the timed ones. */
async function runAlone(starting, steps) {
    const side = await starting;
    const times = [];
    try {
        await side.step();
        const before = side.processorSeconds();
        for (let i = 0; i < steps; i++) {
            const started = performance.now();
            await side.step();
            times.push((performance.now() - started) / 1000);
        }
        const processor = (side.processorSeconds() - before) / steps;
        return { times, seconds: median(times), processor, megabytes: side.megabytes(), ...noteOf(side.blas()) };
    }
    finally {
        side.end();
    }
}
function joined(blocks) {
    const times = blocks.flatMap((block) => block.times);
    const processor = blocks.reduce((sum, block) => sum + block.processor, 0) / blocks.length;
    const megabytes = Math.max(...blocks.map((block) => block.megabytes));
    return { ...blocks[0], times, seconds: median(times), processor, megabytes };
}
/** GFLOP/s of a large matrix product: the best of several, as it is a bound. */
async function productCeiling(hasPeer) {
    const spec = { case: 'matrix product', batch: PRODUCT };
    const speed = ({ times }) => (2 * PRODUCT ** 3) / 1e9 / Math.min(...times);
    const ours = speed(await runAlone(startOurs(spec, true), 15));
    const peer = hasPeer ? speed(await runAlone(startPyTorch(spec), 15)) : null;
    const name = { suite: 'pretrain', case: `matrix product, ${PRODUCT} x ${PRODUCT}`, unit: 'GFLOP/s' };
    return { ...name, ours, peer, ratio: peer && peer / ours };
}
//# sourceMappingURL=pretrain.js.map