// Runs an ONNX model over texts: any model that takes token ids [n, L], with or without a mask of what is no padding.
import { UserError } from '../../schemas/userError.js';
import { openSession } from './session.js';
/** Rows a run: always the same, filled up with the last one, so that a result does not depend on what came along. */
const BATCH = 16;
/** @throws UserError bad_model where it is no ONNX file */
export async function openTextInference({ path, inputs, output }, threads) {
    const session = await openSession(path, { threads });
    const runBatch = async (rows) => {
        const length = rows[0].ids.length;
        const feed = (rowOf) => {
            const data = new Int32Array(BATCH * length);
            for (let n = 0; n < BATCH; n++)
                data.set(rowOf(rows[Math.min(n, rows.length - 1)]) ?? [], n * length);
            return { data, dims: [BATCH, length] };
        };
        const feeds = { [inputs.ids]: feed(({ ids }) => ids) };
        if (inputs.mask !== undefined)
            feeds[inputs.mask] = feed(({ mask }) => mask);
        if (inputs.types !== undefined)
            feeds[inputs.types] = feed(() => undefined);
        const { data } = (await session.run(feeds, [output]).catch((cause) => {
            throw ofOtherVocabulary(path, cause);
        }))[output];
        const size = data.length / BATCH;
        return rows.map((_, n) => data.slice(n * size, (n + 1) * size));
    };
    return {
        async run(rows) {
            const results = [];
            for (let i = 0; i < rows.length; i += BATCH)
                results.push(...(await runBatch(rows.slice(i, i + BATCH))));
            return results;
        },
    };
}
/** Ids that a model has no rows for are found by its look-up only. */
function ofOtherVocabulary(path, cause) {
    const got = cause instanceof Error ? /indices element out of data bounds.*/.exec(cause.message)?.[0] : undefined;
    if (got === undefined)
        return cause;
    const fix = "give the text encoder's own vocab.txt with --vocabulary";
    return new UserError('bad_model', { what: `The vocabulary is not that of ${path}.`, got, fix }, { cause });
}
/**
 * Tells the inputs by their names.
 * @throws UserError bad_model where there is none for ids, or one that is nothing of these
 */
export function textInputs(path, names) {
    const mask = names.find((name) => /mask/i.test(name));
    const types = names.find((name) => /type|segment/i.test(name));
    const rest = names.filter((name) => name !== mask && name !== types);
    if (rest.length !== 1)
        throw new UserError('bad_model', {
            what: `The model ${path} is no text encoder.`,
            got: `inputs ${names.join(', ')}`,
            fix: 'it needs an input of token ids [n, L], and at most a mask and token types',
        });
    return { ids: rest[0], mask, types };
}
//# sourceMappingURL=textInference.js.map