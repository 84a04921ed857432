// The file of a subset of identities: names as the sources have them, so that it fits any manifest of the same sources.
import { z } from 'zod';
const identity = z.strictObject({ source: z.string(), scene: z.string(), label: z.string() });
export const subsetSchema = z.strictObject({
    format: z.literal(1),
    seed: z.int().describe('of the choice'),
    images: z.int(),
    captions: z.int(),
    hash: z.string().describe('SHA-256 of the names'),
    identities: z.array(identity),
});
//# sourceMappingURL=subset.js.map