/**
 * A training on disk: weights, optimizer state and position in one safetensors file, which is there whole or not at all.
 * Random numbers of a step come from a generator that is seeded by the step's number, so the position is all there is of
 * them: a training that goes on from here is, to the bit, one that never stopped (on one CPU type and thread count).
 */
import { existsSync } from 'node:fs';
import { UserError } from '../../schemas/userError.js';
import { storedParameters } from '../weights/folder.js';
import { readSafetensors, readSafetensorsMetadata, writeSafetensors, } from '../weights/safetensors.js';
/** Of what is in the file; one of another format is not gone on from. */
const FORMAT = '2';
const [WEIGHT, SLOT] = ['weight:', 'optimizer:'];
/** `position`: where the training stands, as JSON. */
export function saveCheckpoint(file, { parameters, optimizer }, position) {
    const { step, arrays } = optimizer.state();
    const slots = Object.entries(arrays).map(([name, data]) => [
        SLOT + name,
        { shape: [data.length], data },
    ]);
    const weights = Object.entries(storedParameters(parameters)).map(([name, tensor]) => [WEIGHT + name, tensor]);
    const metadata = { format: FORMAT, recipe: file.recipe, step: String(step), position: JSON.stringify(position) };
    writeSafetensors(file.path, Object.fromEntries([...weights, ...slots]), metadata);
}
/** Is there a saved training of this recipe? @throws UserError bad_file where the file is damaged */
export function isCheckpointOf({ path, recipe }) {
    if (!existsSync(path))
        return false;
    const saved = readSafetensorsMetadata(path);
    return saved.format === FORMAT && saved.recipe === recipe;
}
/**
 * Copies a saved training into the parts and returns its position; undefined where there is none of this recipe.
 * @throws UserError bad_file where the file is damaged
 */
export function restoreCheckpoint(file, { parameters, optimizer }) {
    if (!isCheckpointOf(file))
        return undefined;
    const { step, position } = readSafetensorsMetadata(file.path);
    const tensors = readSafetensors(file.path);
    const load = (name, length) => {
        const data = tensors.get(name)?.load();
        if (data?.length === length)
            return data;
        throw new UserError('bad_file', {
            what: `The checkpoint ${file.path} is not of this training.`,
            got: `${name}: ${data ? `${data.length} numbers, not ${length}` : 'missing'}`,
            fix: 'delete it: the training then starts anew',
        });
    };
    const slots = Object.entries(optimizer.state().arrays).map(([name, { length }]) => [name, load(SLOT + name, length)]);
    const weights = Object.entries(parameters).map(([name, { data }]) => [data, load(WEIGHT + name, data.length)]);
    for (const [own, saved] of weights)
        own.set(saved);
    optimizer.restore({ step: Number(step), arrays: Object.fromEntries(slots) });
    return JSON.parse(position);
}
//# sourceMappingURL=checkpoint.js.map