// A folder that a training writes: one writer, a checkpoint to go on from, and nothing but its results when it is done.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CACHED_GRAPH } from '../model/engine/session.js';
import { isCheckpointOf } from '../model/train/checkpoint.js';
import { UserError } from '../schemas/userError.js';
import { takeLock } from './lock.js';
const [CHECKPOINT, LOCK, PIXELS] = ['training.checkpoint', 'lock', 'pixels.tmp'];
/** What a training under way keeps in its folder, and what goes when it is done. */
const isOfTraining = (name) => name === CHECKPOINT || name.startsWith(CACHED_GRAPH) || /\.(tmp|part|part\.safetensors)$/.test(name);
/**
 * Text and path of the description that a training writes last, undefined where there is none yet; a folder of something
 * else is left alone.
 * @param results names of what a training writes besides
 * @throws UserError bad_usage
 */
export function readDescription(out, { description, results }) {
    if (!existsSync(out))
        return undefined;
    const path = join(out, description);
    if (existsSync(path))
        return { text: readFileSync(path, 'utf8'), path };
    const foreign = readdirSync(out).find((name) => name !== LOCK && !isOfTraining(name) && !results.includes(name));
    if (foreign === undefined)
        return undefined;
    throw new UserError('bad_usage', {
        what: `${out} is not empty, and not the folder of such a training.`,
        got: foreign,
        fix: 'name a new or empty folder with --out',
    });
}
/**
 * Runs a training in its folder.
 * @param recipe everything that its result depends on: a checkpoint of another recipe is not gone on from
 * @throws UserError workspace_locked where another process trains there
 */
export async function inTrainingFolder(context, { out, recipe }, body) {
    mkdirSync(out, { recursive: true });
    const release = takeLock(join(out, LOCK), (text) => void context.report.warn(text));
    const checkpoint = { path: join(out, CHECKPOINT), recipe: JSON.stringify(recipe) };
    const pixels = join(out, PIXELS);
    try {
        if (context.resume === 'always')
            rmSync(checkpoint.path, { force: true });
        else if (isCheckpointOf(checkpoint))
            context.report.note('train: goes on where this training was stopped');
        const result = await body({ checkpoint, pixels });
        for (const name of readdirSync(out).filter(isOfTraining))
            rmSync(join(out, name));
        return result;
    }
    finally {
        rmSync(pixels, { force: true });
        release();
    }
}
//# sourceMappingURL=trainingFolder.js.map