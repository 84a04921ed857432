// Attributes read from captions against labels that other people gave the same persons: CUHK-PEDES' images of
// Market-1501 and VIPeR, whose attributes Market-1501's annotation and PETA have.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commonHead } from '../../data/annotated/heads.js';
import { readAnnotated } from '../../data/annotated/read.js';
import { coloursAgree, factsOf } from '../../data/lexicon/facts.js';
import { captionAttributes, captionPhrases } from '../../data/lexicon/phrases.js';
export const LABELLED = {
    'Market-1501': { kind: 'market-1501-attributes', folder: 'Market-1501', identity: marketIdentity },
    VIPeR: { kind: 'peta', folder: 'PETA', identity: viperIdentity },
};
/** The captions that lie in a folder of real data, or undefined where they do not. */
export function realCaptions(data) {
    const path = join(data ?? '', 'captions', 'cuhk-pedes-captions.jsonl');
    if (data === undefined || !existsSync(path))
        return undefined;
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    return lines.map((line) => JSON.parse(line));
}
/** How often captions and labels agree, by attribute; only images count of which both say something. */
export async function agreementWith(set, data, captioned) {
    const { kind, folder, identity } = LABELLED[set];
    const { records } = await readAnnotated(kind, join(data, folder));
    const labels = new Map(records.map((record) => [record.identity, record.labels]));
    const images = captioned.flatMap(({ file_path: path, captions }) => {
        const id = identity(path);
        const own = id === undefined ? undefined : labels.get(id);
        return own ? [{ identity: id, labels: own, captions }] : [];
    });
    return agreement(images);
}
export function agreement(images) {
    const counts = {};
    const count = (name, said, held) => {
        if (said.length === 0 || held.length === 0)
            return;
        const own = (counts[name] ??= { agree: 0, of: 0 });
        own.of++;
        if (said.some((a) => held.some((b) => coloursAgree(a, b))))
            own.agree++;
    };
    const people = new Map();
    for (const image of images) {
        people.set(image.identity, [...(people.get(image.identity) ?? []), image]);
        const attributes = captionAttributes(image.captions);
        const facts = (slot) => factsOf(slot, attributes[slot] ?? '');
        count('gender, an image', listed(facts('gender').gender), held(image.labels, 'gender'));
        count('upper colour', facts('upper').colours, held(image.labels, 'upperColor'));
        count('lower colour', facts('lower').colours, held(image.labels, 'lowerColor'));
        count('hair length', listed(facts('head').length), held(image.labels, 'hairLength'));
        count('backpack', [yesNo(hasBackpack(image.captions))], held(image.labels, 'backpack'));
    }
    for (const own of people.values())
        count('gender, a person', listed(votedGender(own)), held(own[0].labels, 'gender'));
    return counts;
}
const listed = (value) => (value === undefined ? [] : [value]);
const yesNo = (value) => (value ? 'yes' : 'no');
/** The classes that a label holds; of a yes-no head `yes` or `no`. */
function held(labels, name) {
    const target = labels[name];
    if (!target)
        return [];
    const { kind, classes } = commonHead(name);
    return kind === 'sigmoid' ? [yesNo(target[0] > 0)] : classes.filter((_, i) => target[i] > 0);
}
function hasBackpack(captions) {
    const phrases = captions.flatMap(captionPhrases).filter(({ slot, negated }) => slot === 'belongings' && !negated);
    return phrases.some(({ phrase }) => factsOf('belongings', phrase).garments.includes('backpack'));
}
/** What most captions of a person say; nothing where as many say the one as the other. */
function votedGender(images) {
    const said = images.flatMap(({ captions }) => captions.map((each) => factsOf('gender', captionAttributes([each]).gender ?? '').gender));
    const lead = said.filter((each) => each === 'male').length - said.filter((each) => each === 'female').length;
    return lead === 0 ? undefined : lead > 0 ? 'male' : 'female';
}
/** `Market/0585_c1s3_039651_00.jpg` */
function marketIdentity(path) {
    const pid = /^Market\/(\d+)_/.exec(path)?.[1];
    return pid === undefined ? undefined : `market:${pid}`;
}
/** `cam_a/000_45.bmp`, VIPeR's own names. */
function viperIdentity(path) {
    const id = /^cam_[ab]\/(\d+)_/.exec(path)?.[1];
    return id === undefined ? undefined : `VIPeR:${id}`;
}
//# sourceMappingURL=lexiconAgreement.js.map