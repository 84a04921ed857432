/** A thread that makes batches: reads, decodes and resizes pictures, reads and masks captions, and hands whole batches over. */
import { parentPort, workerData } from 'node:worker_threads';
import { decodeRgb, MISSING, TRUNCATED } from '../../data/image.js';
import { captionReader } from '../../data/imageCaptions.js';
import { locator } from '../../data/locations.js';
import { readManifest } from '../../data/manifest.js';
import { openByteReader } from '../../data/readBytes.js';
import { openResizer } from '../../data/resize.js';
import { vocabularyOf } from '../../data/tokens/vocabulary.js';
import { UserError } from '../../schemas/userError.js';
import { makeBatch } from './makeBatch.js';
const { manifest, set, settings, pieces, seed, steps, out } = workerData;
const vocabulary = vocabularyOf(pieces);
const sources = openSources();
let work = Promise.resolve();
parentPort.on('message', (plan) => {
    work = work.then(() => answer(plan));
});
parentPort.postMessage('ready');
async function answer(plan) {
    try {
        const batch = await makeBatch({ set, settings, vocabulary, seed, steps, sources }, plan);
        out.postMessage({ kind: 'batch', batch }, [batch.colour.buffer]);
    }
    catch (error) {
        out.postMessage(failure(error));
    }
    parentPort.postMessage('done'); // wakes up who waits for it
}
function failure(error) {
    if (!(error instanceof UserError))
        return { kind: 'crash', error };
    const { code, message: what, got, fix } = error;
    return { kind: 'mistake', code, parts: { what, got, fix } };
}
function openSources() {
    const database = readManifest(manifest);
    const locate = locator(database);
    const reader = openByteReader();
    const { height, width } = settings.picture;
    const resizer = openResizer(height, width);
    const pixels = new Uint8Array(height * width * 3);
    return {
        captions: captionReader(database),
        async picture(image) {
            const [range] = locate([image]);
            const bytes = reader.read(range);
            if (!bytes)
                return { kind: 'drop', reason: MISSING };
            if (bytes.length < range.length)
                return { kind: 'drop', reason: TRUNCATED };
            const decoded = await decodeRgb(bytes);
            if (decoded.kind === 'drop')
                return decoded;
            resizer.toBytes(decoded.value, pixels, 0);
            return { kind: 'keep', value: pixels };
        },
    };
}
//# sourceMappingURL=loaderThread.js.map