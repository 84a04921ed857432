// Reading attributes from captions: how fast, and how often the labels agree that others gave the same people.
import { captionPhrases } from '../../data/lexicon/phrases.js';
import { agreementWith, LABELLED, realCaptions } from './lexiconAgreement.js';
export async function* cases() {
    const data = process.env.SYNTHPEDES_DATA;
    const captioned = realCaptions(data);
    if (data === undefined || captioned === undefined) {
        process.stderr.write('SYNTHPEDES_DATA names no folder with captions\n');
        return;
    }
    const common = { suite: 'lexicon', peer: null, ratio: null };
    const captions = captioned.flatMap((each) => each.captions);
    for (const caption of captions.slice(0, 2_000))
        captionPhrases(caption); // warms up
    const started = performance.now();
    let phrases = 0;
    for (const caption of captions)
        phrases += captionPhrases(caption).length;
    const seconds = (performance.now() - started) / 1000;
    yield { ...common, case: 'captions read, one thread', ours: captions.length / seconds, unit: 'captions/s' };
    yield { ...common, case: 'phrases a caption', ours: phrases / captions.length, unit: 'phrases' };
    for (const set of Object.keys(LABELLED))
        for (const [name, { agree, of }] of Object.entries(await agreementWith(set, data, captioned)))
            yield { ...common, case: `${set}: ${name} agrees, of ${of}`, ours: agree / of, unit: 'fraction' };
}
//# sourceMappingURL=lexicon.js.map