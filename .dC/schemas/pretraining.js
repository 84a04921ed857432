/** `pretraining.json` beside a pre-trained PLIP: how it was made, of what, and what val said. A folder that has it is whole. */
import { z } from 'zod';
import { configSchema } from './config.js';
import { UserError } from './userError.js';
export const PRETRAINING_FILE = 'pretraining.json';
const counts = z.strictObject({ identities: z.int(), images: z.int(), captions: z.int() });
const scores = { rank1: z.number(), rank10: z.number(), mAP: z.number() };
export const pretrainingSchema = z.strictObject({
    format: z.literal(1),
    /** The settings, with their defaults. */
    config: configSchema.shape.pretrain,
    /** Everything that the result depends on: networks, losses, schedule, data. */
    recipe: z.record(z.string(), z.unknown()),
    data: z.strictObject({ fingerprint: z.string(), train: counts, val: counts, withoutCaption: z.int() }),
    best: z.strictObject({
        epoch: z.int(),
        steps: z.int(),
        val: z
            .strictObject({
            losses: z.record(z.string(), z.number()),
            ...scores,
            chance: z.strictObject(scores),
            images: z.int(),
        })
            .nullable(),
    }),
});
/** @throws UserError bad_file */
export function parsePretraining(text, path) {
    const fail = (got) => new UserError('bad_file', {
        what: `${path} does not say how a PLIP was trained.`,
        got,
        fix: 'restore the file, or name a new folder with --out',
    });
    let json;
    try {
        json = JSON.parse(text);
    }
    catch (error) {
        throw fail(error.message);
    }
    const parsed = pretrainingSchema.safeParse(json);
    if (!parsed.success)
        throw fail(z.prettifyError(parsed.error).split('\n').join(' '));
    return parsed.data;
}
//# sourceMappingURL=pretraining.js.map