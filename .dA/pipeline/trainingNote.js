// Has a model seen the set that it is judged on? What its training, and that of the captioner of its texts, say.
import { CAPTIONED } from '../data/captioned/catalogue.js';
/** Sets whose pictures show the same people: having learned from one is half knowing the other. */
const SAME_PEOPLE = {
    'icfg-pedes': { rstpreid: 'both are made of MSMT17' },
    rstpreid: { 'icfg-pedes': 'both are made of MSMT17' },
    'cuhk-pedes': { 'market-1501-attributes': 'it has pictures of Market-1501' },
};
/** @param plip what the model says of itself; undefined for two ONNX files */
export function exposureTo(kind, split, plip) {
    const { title } = CAPTIONED[kind];
    if (!plip?.trainedOn) {
        const authors = "not recorded; PLIP's authors trained the captioner of its texts, SPAC, on CUHK-PEDES and ICFG-PEDES train";
        const note = plip ? authors : `not recorded: nobody says whether the model has seen ${title}`;
        return { model: null, captioner: null, notes: [`training data: ${note}`] };
    }
    const { trainedOn } = plip;
    const own = trainedOn.filter((each) => each.kind === kind);
    const parts = [...new Set(own.flatMap((each) => each.parts))];
    const captioners = captionersOf(trainedOn, kind);
    const notes = [
        own.length === 0 ? `the model has not been trained on ${title}` : direct(title, parts, split),
        ...captionerNotes(title, captioners),
        ...relatedNotes(kind, trainedOn),
    ];
    return { model: own.length > 0, captioner: captioners.unknown && !captioners.seen ? null : captioners.seen, notes };
}
const direct = (title, parts, split) => parts.includes(split)
    ? `the model was trained on ${title} ${split} itself: these numbers say nothing of other people`
    : `the model was trained on ${title} ${parts.join(' and ')}: this is no zero-shot result`;
function captionersOf(trainedOn, kind) {
    const captioners = trainedOn.flatMap(({ captioner }) => (captioner ? [captioner] : []));
    return {
        any: captioners.length > 0,
        seen: captioners.some((each) => each.trainedOn?.some((set) => set.kind === kind)),
        unknown: captioners.some((each) => each.trainedOn === null),
    };
}
function captionerNotes(title, { any, seen, unknown }) {
    if (!any)
        return ['people wrote its texts'];
    if (seen)
        return [`the captioner of its texts learned from ${title}'s train part: it knows how that set speaks`];
    if (unknown)
        return ['what the captioner of its texts learned from is not recorded'];
    return [`the captioner of its texts has not been trained on ${title}`];
}
function relatedNotes(kind, trainedOn) {
    const seen = new Set(trainedOn.flatMap((each) => [each.kind, ...(each.captioner?.trainedOn ?? []).map((set) => set.kind)]));
    return Object.entries(SAME_PEOPLE[kind] ?? {}).flatMap(([other, why]) => seen.has(other) ? [`${other} was learned from, which shares people with ${CAPTIONED[kind].title}: ${why}`] : []);
}
//# sourceMappingURL=trainingNote.js.map