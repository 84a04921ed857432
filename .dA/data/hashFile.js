import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
/** SHA-256 of a file in hex, read as a stream. */
export async function hashFile(path) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    return hash.digest('hex');
}
//# sourceMappingURL=hashFile.js.map