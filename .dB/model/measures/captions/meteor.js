/**
 * METEOR with the matchers exact and stem (Denkowski & Lavie, Meteor Universal, 2014), parameters for English. All words
 * weigh the same: the list of function words of the authors' program is not used, so scores are not theirs to the digit.
 */
import { stemmer } from 'stemmer';
import { sum } from './words.js';
const [ALPHA, BETA, GAMMA] = [0.85, 0.2, 0.6];
const WEIGHT = { exact: 1, stem: 0.6 };
/**
 * Of the whole corpus, in 0..1: each caption against the reference that fits it best, statistics added up, then scored once. As in
 * the authors' program (version 1.5, which COCO's evaluation calls) only one text that is its reference is no fragment: a corpus
 * of n texts equal to their references, m words in all, has n chunks and scores 1 - 0.6 (n / m)^0.2, so about 0.6, not 1.
 */
export function meteor(judged) {
    const best = judged.map(({ candidate, references }) => {
        const all = references.map((reference) => statistics(candidate, reference));
        return all.reduce((a, b) => (score(b) > score(a) ? b : a));
    });
    const total = (part) => sum(best.map((each) => each[part]));
    return score({
        matched: total('matched'),
        matches: total('matches'),
        chunks: total('chunks'),
        ours: total('ours'),
        theirs: total('theirs'),
    });
}
function score({ matched, matches, chunks, ours, theirs }) {
    if (matches === 0)
        return 0;
    const [precision, recall] = [matched / ours, matched / theirs];
    const balanced = (precision * recall) / (ALPHA * precision + (1 - ALPHA) * recall);
    // One chunk that covers all is no fragment; the chunks of a corpus are (see above).
    const fragments = chunks === 1 && matches === ours && matches === theirs ? 0 : chunks / matches;
    return balanced * (1 - GAMMA * fragments ** BETA);
}
function statistics(candidate, reference) {
    const matches = align(candidate, reference);
    const chunks = matches.filter(({ ours, theirs }, i) => i === 0 || ours !== matches[i - 1].ours + 1 || theirs !== matches[i - 1].theirs + 1).length;
    return {
        matched: sum(matches.map(({ weight }) => weight)),
        matches: matches.length,
        chunks,
        ours: candidate.length,
        theirs: reference.length,
    };
}
/** Alignments that are followed at once, the best first: enough for captions, where few words repeat. */
const BEAM = 40;
/** The one-to-one alignment with the most matched weight, and of those the one in the fewest chunks. */
function align(candidate, reference) {
    const stems = reference.map((word) => stemmer(word));
    let paths = [{ used: new Set(), matches: [], weight: 0, chunks: 0 }];
    candidate.forEach((word, ours) => {
        const stem = stemmer(word);
        const places = reference.flatMap((other, theirs) => {
            if (other === word)
                return [{ ours, theirs, weight: WEIGHT.exact }];
            return stems[theirs] === stem ? [{ ours, theirs, weight: WEIGHT.stem }] : [];
        });
        const next = paths.flatMap((path) => [
            path,
            ...places.filter(({ theirs }) => !path.used.has(theirs)).map((match) => extended(path, match)),
        ]);
        paths = next
            .sort((a, b) => b.matches.length - a.matches.length || b.weight - a.weight || a.chunks - b.chunks)
            .slice(0, BEAM);
    });
    return paths[0].matches;
}
function extended(path, match) {
    const last = path.matches.at(-1);
    const joins = last !== undefined && match.ours === last.ours + 1 && match.theirs === last.theirs + 1;
    return {
        used: new Set([...path.used, match.theirs]),
        matches: [...path.matches, match],
        weight: path.weight + match.weight,
        chunks: path.chunks + (joins ? 0 : 1),
    };
}
//# sourceMappingURL=meteor.js.map