// The whole road on real pictures: a noisy LUPerson-NL made of Market-1501, LPW made of PETA, OSNet features, and a
// captioner trained on PETA. What the noise filter repairs, for each kind of noise, and the yield of every stage.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeLmdb } from '../../data/lmdbWriter.js';
import { seededRandom } from '../../data/random.js';
import { rebuild } from '../../pipeline/rebuild.js';
import { outcomes } from '../../pipeline/status.js';
import { openWorkspace } from '../../pipeline/workspace.js';
import { benchContext, trainOnPeta } from './classifier.js';
import { marketFiles, NOISY_DEFAULTS, noisyEntries, noisyMarket } from './noisyMarket.js';
import { scoreNoisy } from './noisyScore.js';
import { writePetaAsLpw } from './petaAsLpw.js';
import { temporaryFolder } from '../temporary.js';
const SEEDS = [1, 2, 3];
export async function* cases() {
    const data = process.env.SYNTHPEDES_DATA;
    if (data === undefined) {
        process.stderr.write('SYNTHPEDES_DATA is not set: no real pictures to run on\n');
        return;
    }
    const dir = temporaryFolder();
    await writePetaAsLpw(join(data, 'PETA'), join(dir, 'lpw'));
    // A captioner that was trained before may be named, as training is most of the time.
    const captioner = process.env.SYNTHPEDES_CAPTIONER ?? join(dir, 'captioner');
    if (process.env.SYNTHPEDES_CAPTIONER === undefined)
        await trainOnPeta(data, captioner);
    for (const seed of SEEDS)
        yield* oneSeed({ data, dir, captioner, seed });
}
async function* oneSeed(run) {
    const { data, dir, captioner, seed } = run;
    const market = join(data, 'Market-1501/bounding_box_train');
    const images = noisyMarket(marketFiles(market), NOISY_DEFAULTS, seededRandom(seed));
    const luperson = join(dir, `luperson-nl ${seed}`);
    mkdirSync(luperson, { recursive: true });
    const entries = [...noisyEntries(market, images)].sort((a, b) => (a.key < b.key ? -1 : 1));
    await writeLmdb(join(luperson, 'data.mdb'), entries);
    const context = benchContext(join(dir, `workspace ${seed}`), {
        sources: { lupersonNl: luperson, lpw: join(dir, 'lpw') },
        captioner: { folder: captioner },
        denoise: {
            encoder: join(data, 'models', readdirSync(join(data, 'models')).find((name) => name.endsWith('.onnx'))),
        },
    });
    const workspace = openWorkspace(context.workspace, () => undefined);
    try {
        const started = performance.now();
        await rebuild(context, workspace);
        const seconds = (performance.now() - started) / 1000;
        const common = { suite: 'real', peer: null, ratio: null };
        yield { ...common, case: `seed ${seed}: the whole rebuild`, ours: seconds, unit: 's' };
        yield* filterCases(workspace, images, seed);
        yield* yieldCases(workspace, seed);
    }
    finally {
        workspace.close();
        await context.close();
    }
}
function* filterCases({ database }, images, seed) {
    const find = database
        .prepare('SELECT d.identity_id FROM denoised d JOIN images i ON i.id = d.image_id WHERE i.key = ?')
        .pluck();
    const score = scoreNoisy(images, ({ key }) => find.get(key) ?? null);
    for (const [name, value] of Object.entries(score)) {
        const isF1 = name === 'f1';
        const unit = ['kept', 'images', 'wronglyMerged'].includes(name) ? 'count' : 'fraction';
        yield {
            suite: 'real',
            case: `seed ${seed}: filter ${name}`,
            ours: value,
            peer: isF1 ? score.f1Before : null,
            ratio: null,
            unit,
        };
    }
}
function* yieldCases({ database }, seed) {
    const common = { suite: 'real', peer: null, ratio: null, unit: 'images' };
    for (const stage of ['ingest', 'embed', 'denoise', 'annotate', 'distribute', 'caption']) {
        const { kept, dropped } = outcomes(database, stage);
        yield { ...common, case: `seed ${seed}: ${stage} kept`, ours: kept };
        for (const [reason, n] of Object.entries(dropped))
            yield { ...common, case: `seed ${seed}: ${stage} ${reason}`, ours: n };
    }
    const fromLarge = (condition) => database
        .prepare(`SELECT count(*) FROM distributed d WHERE ${condition} AND d.identity_id IN
           (SELECT identity_id FROM distributed GROUP BY identity_id HAVING count(*) >= 5)`)
        .pluck()
        .get();
    const survived = fromLarge('d.reason IS NULL') / fromLarge('1');
    yield {
        ...common,
        case: `seed ${seed}: of identities with five or more, kept by distribute`,
        ours: survived,
        unit: 'fraction',
    };
}
//# sourceMappingURL=real.js.map