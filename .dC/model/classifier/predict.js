/** Logits of pictures of a flat pixel file, in batches, through the exported graph. */
import { logitCount } from '../../schemas/heads.js';
import { openSession } from '../engine/session.js';
import { normalise } from '../train/augment.js';
const BATCH = 64;
/** (rows, K), in the order of `rows`. */
export async function predictLogits(model, file, { set, rows, threads }) {
    const classes = logitCount(set.heads);
    const out = new Float32Array(rows.length * classes);
    if (rows.length === 0)
        return out;
    const area = set.height * set.width * 3;
    const pixels = new Uint8Array(area);
    const session = await openSession(model, { threads });
    try {
        for (let start = 0; start < rows.length; start += BATCH) {
            const part = rows.slice(start, start + BATCH);
            const data = new Float32Array(part.length * area);
            part.forEach((row, i) => {
                file.read(row, pixels);
                normalise(pixels, set, data, i * area);
            });
            const dims = [part.length, 3, set.height, set.width];
            const { logits } = await session.run({ input: { data, dims } }, ['logits']);
            out.set(logits.data, start * classes);
        }
    }
    finally {
        await session.release();
    }
    return out;
}
//# sourceMappingURL=predict.js.map