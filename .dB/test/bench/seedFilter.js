/** The Seed Filter Strategy on features made on the fly: seconds and memory, and whether time grows with the source only. */
import { randomInt, randomNormal, seededRandom } from '../../data/random.js';
import { PAPER_OPTIONS, seedFilter } from '../../pipeline/seedFilter.js';
const COLUMNS = 512;
const PER_IDENTITY = 20;
const PER_SCENE = 20;
/** Bytes that a million features may take with everything else. */
const MEMORY_LIMIT = 1e9;
/** Standard normal numbers to draw windows from; drawing 512 million one by one would take longer than the filter. */
const POOL = 1 << 20;
/** Identities of 20 features around a centre; one in ten is of the identity before. Two rows of a pool make one feature. */
export function* generated(count, random) {
    const pool = Float32Array.from({ length: POOL }, () => randomNormal(random));
    const draw = () => randomInt(random, POOL - COLUMNS);
    let previous = draw();
    for (let id = 0; id * PER_IDENTITY < count; id++) {
        const centre = draw();
        const features = new Float32Array(PER_IDENTITY * COLUMNS);
        for (let row = 0; row < PER_IDENTITY; row++) {
            const own = random() < 0.1 ? previous : centre;
            const noise = draw();
            for (let d = 0; d < COLUMNS; d++)
                features[row * COLUMNS + d] = pool[own + d] + 0.7 * pool[noise + d];
        }
        previous = centre;
        const images = Array.from({ length: PER_IDENTITY }, (_, i) => id * PER_IDENTITY + i);
        yield { id, scene: Math.floor(id / PER_SCENE), images, features };
    }
}
/** Seconds in the filter alone; making the features is not counted. */
function timed(count) {
    let making = 0;
    function* source() {
        const identities = generated(count, seededRandom('seed filter'));
        for (;;) {
            const start = performance.now();
            const next = identities.next();
            making += performance.now() - start;
            if (next.done === true)
                return;
            yield next.value;
        }
    }
    let reassigned = 0;
    const start = performance.now();
    for (const result of seedFilter(source(), PAPER_OPTIONS)) {
        if (result.kind === 'image' && result.outcome === 'reassigned')
            reassigned++;
    }
    return { seconds: (performance.now() - start - making) / 1000, reassigned };
}
/**
 * 100,000 and 1,000,000 features of 512 numbers. Peers: ten times the smaller run, so a ratio of 1 is linear time,
 * and the memory allowed.
 */
export async function* cases() {
    const suite = 'seed-filter';
    timed(20_000); // compiles the loops
    const small = timed(100_000);
    yield line({ suite, case: '100k features, 5k identities', ours: small.seconds, peer: small.seconds, unit: 's' });
    const large = timed(1_000_000);
    yield line({ suite, case: '1M features, 50k identities', ours: large.seconds, peer: 10 * small.seconds, unit: 's' });
    const bytes = process.resourceUsage().maxRSS * 1024;
    yield line({ suite, case: 'peak memory at 1M', ours: bytes / 1e6, peer: MEMORY_LIMIT / 1e6, unit: 'MB' });
}
function line(parts) {
    return { ...parts, ratio: parts.ours / parts.peer };
}
//# sourceMappingURL=seedFilter.js.map