/** One door to the annotated sets of people: each kind detects its layout under a path. */
import { readDrawn } from './drawn.js';
import { readMarket1501Attributes } from './market1501Attributes.js';
import { readPa100k } from './pa100k.js';
import { readPeta } from './peta.js';
const READERS = {
    peta: readPeta,
    'market-1501-attributes': readMarket1501Attributes,
    'pa-100k': readPa100k,
    drawn: readDrawn,
};
/**
 * Records of the annotated set under `path` (its folder, or the annotation file in it), sorted by key.
 * @throws UserError `missing_path`, `bad_layout` (with what was looked for) or `bad_file`.
 */
export function readAnnotated(kind, path) {
    return READERS[kind](path);
}
//# sourceMappingURL=read.js.map