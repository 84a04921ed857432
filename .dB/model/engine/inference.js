// Runs an ONNX model over pictures: any model whose first input is [n, 3, h, w] float32.
import { UserError } from '../../schemas/userError.js';
import { openSession } from './session.js';
/**
 * Rows a run. Always the same, filled up with zeros: kernels may sum in another order for another batch, and a
 * result must not depend on which pictures came along with it.
 */
const BATCH = 16;
/**
 * @param file what is opened, where it is not the file at the model's path
 * @throws UserError bad_model: no ONNX file, another kind of input, no such output
 */
export async function openInference(model, threads, file = model.path) {
    const session = await openSession(file, { threads });
    const outputs = model.outputs.length > 0 ? model.outputs : [session.outputNames[0]];
    checkModel(session, model, outputs);
    const input = session.inputNames[0];
    const { height, width } = model;
    const lookUp = normalisation(model);
    const plane = height * width;
    const batch = new Float32Array(BATCH * 3 * plane);
    const runBatch = async (pictures) => {
        batch.fill(0);
        pictures.forEach((picture, n) => fill(picture, batch.subarray(n * 3 * plane, (n + 1) * 3 * plane), lookUp));
        const results = await session.run({ [input]: { data: batch, dims: [BATCH, 3, height, width] } }, outputs);
        return pictures.map((_, n) => outputs.map((name) => {
            const data = results[name].data;
            const size = data.length / BATCH;
            return data.slice(n * size, (n + 1) * size);
        }));
    };
    return {
        release: () => session.release(),
        async run(pictures) {
            const good = pictures.flatMap((verdict) => (verdict.kind === 'keep' ? [verdict.value] : []));
            const rows = [];
            for (let i = 0; i < good.length; i += BATCH)
                rows.push(...(await runBatch(good.slice(i, i + BATCH))));
            let next = 0;
            return pictures.map((verdict) => (verdict.kind === 'keep' ? { kind: 'keep', value: rows[next++] } : verdict));
        },
    };
}
function checkModel(session, { path, height, width }, outputs) {
    const shape = session.inputShapes[session.inputNames[0]];
    const fits = (i, n) => typeof shape[i] !== 'number' || shape[i] < 0 || shape[i] === n;
    if (session.inputNames.length !== 1 || shape.length !== 4 || !fits(1, 3) || !fits(2, height) || !fits(3, width)) {
        throw new UserError('bad_model', {
            what: `The model ${path} does not take pictures of ${height}x${width}.`,
            got: session.inputNames.map((name) => `${name}: [${session.inputShapes[name].join(', ')}]`).join(', '),
            fix: `it needs one input [n, 3, ${height}, ${width}]; the size is denoise.input.height and .width`,
        });
    }
    const missing = outputs.find((name) => !session.outputNames.includes(name));
    if (missing !== undefined) {
        throw new UserError('bad_model', {
            what: `The model ${path} has no output ${missing}.`,
            got: session.outputNames.join(', '),
            fix: 'name another model',
        });
    }
}
/** Three tables of 256: what a channel's byte is to the model. */
function normalisation({ mean, std }) {
    return Float32Array.from({ length: 768 }, (_, i) => ((i % 256) / 255 - mean[i >> 8]) / std[i >> 8]);
}
/** (h, w, 3) bytes to (3, h, w) floats. */
function fill(picture, out, lookUp) {
    const plane = out.length / 3;
    for (let i = 0, at = 0; i < plane; i++) {
        out[i] = lookUp[picture[at++]];
        out[plane + i] = lookUp[256 + picture[at++]];
        out[2 * plane + i] = lookUp[512 + picture[at++]];
    }
}
//# sourceMappingURL=inference.js.map