// What a data set is, as one number: the sum of its rows' hashes, so that no order needs to be agreed on and none is sorted.
import { createHash } from 'node:crypto';
/** 256 bits, as words that are summed each by itself. */
const WORDS = 8;
export function openFingerprint() {
    const sum = new Uint32Array(WORDS);
    let rows = 0;
    return {
        add(image, part, identity, texts) {
            const hash = createHash('sha256')
                .update(JSON.stringify([part, identity, texts]))
                .update(image)
                .digest();
            for (let w = 0; w < WORDS; w++)
                sum[w] += hash.readUInt32LE(4 * w);
            rows++;
        },
        digest: () => createHash('sha256')
            .update(JSON.stringify([rows, ...sum]))
            .digest('hex'),
    };
}
//# sourceMappingURL=dataFingerprint.js.map