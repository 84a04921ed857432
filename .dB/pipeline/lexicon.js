// `lexicon`: what the keyword sets of section 3 find in captions, and what falls through them.
import { openCaptions } from '../data/captioned/captions.js';
import { captionPhrases, readCaption } from '../data/lexicon/phrases.js';
import { SLOTS } from '../schemas/attributes.js';
import { UserError } from '../schemas/userError.js';
/** @throws UserError missing_path, bad_layout, bad_file, nothing_to_do where there is no caption */
export async function lexicon(context, request) {
    const file = await openCaptions(request.path, request.kind);
    const tally = newTally();
    const progress = context.report.start('read', 0, 'captions');
    let images = 0;
    try {
        for await (const captions of file.images()) {
            context.signal.throwIfAborted();
            images++;
            for (const caption of captions)
                addCaption(tally, caption);
            progress.advance(captions.length);
            // Reading never waits once a chunk is there, so that Ctrl-C would not be heard.
            if (images % 500 === 0)
                await new Promise((resolve) => setImmediate(resolve));
        }
    }
    finally {
        progress.end();
    }
    if (tally.captions === 0)
        throw new UserError('nothing_to_do', {
            what: `${request.path} has no captions.`,
            fix: 'give a file with captions',
        });
    return summary(tally, images, file.layout, request.top);
}
/** The phrases of one sentence, as `--show` prints them. */
export function showSentence(sentence) {
    const phrases = captionPhrases(sentence);
    const lines = phrases.map(({ slot, phrase, start, end, negated }) => `${slot.padEnd(12)}${negated ? 'no ' : ''}${phrase}  (${start}-${end} "${sentence.slice(start, end)}")`);
    return { phrases, text: lines.length === 0 ? 'no phrase of any attribute' : lines.join('\n') };
}
function newTally() {
    const slot = () => ({ captions: 0, denied: 0, keywords: new Map(), phrases: new Map() });
    const slots = Object.fromEntries(SLOTS.map((each) => [each, slot()]));
    return { captions: 0, slots, others: new Map() };
}
function addCaption(tally, caption) {
    tally.captions++;
    const { phrases, others } = readCaption(caption);
    for (const { slot, phrase, keyword, negated } of phrases) {
        const own = tally.slots[slot];
        if (negated)
            own.denied++;
        else {
            increment(own.keywords, keyword);
            increment(own.phrases, phrase);
        }
    }
    for (const slot of new Set(phrases.map((each) => each.slot)))
        tally.slots[slot].captions++;
    for (const { noun, phrase } of others) {
        const own = tally.others.get(noun);
        if (own)
            own.count++;
        else
            tally.others.set(noun, { count: 1, example: phrase });
    }
}
const increment = (counts, key) => void counts.set(key, (counts.get(key) ?? 0) + 1);
function summary(tally, images, layout, top) {
    const most = (counts) => [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, top);
    const slots = SLOTS.map((slot) => {
        const { captions, denied, keywords, phrases } = tally.slots[slot];
        return [slot, { share: captions / tally.captions, keywords: most(keywords), phrases: most(phrases), denied }];
    });
    const others = [...tally.others]
        .map(([noun, { count, example }]) => ({ noun, count, example }))
        .sort((a, b) => b.count - a.count || (a.noun < b.noun ? -1 : 1))
        .slice(0, top);
    const bySlot = Object.fromEntries(slots);
    return { layout, images, captions: tally.captions, slots: bySlot, others };
}
/** The text of `synthpedes lexicon`. */
export function describeLexicon({ layout, images, captions, slots, others }) {
    const number = (n) => n.toLocaleString('en-US');
    const list = (counted) => counted.map(([text, n]) => `${text} ${number(n)}`).join(', ') || 'nothing';
    return [
        `${number(captions)} captions of ${number(images)} images (${layout})`,
        ...SLOTS.flatMap((slot) => {
            const { share, keywords, phrases, denied } = slots[slot];
            return [
                '',
                `${slot}: in ${(100 * share).toFixed(1)}% of the captions, denied ${number(denied)} times`,
                `  keywords: ${list(keywords)}`,
                `  phrases: ${list(phrases)}`,
            ];
        }),
        '',
        'Nouns of no attribute:',
        ...others.map(({ noun, count, example }) => `  ${noun} ${number(count)} ("${example}")`),
    ].join('\n');
}
//# sourceMappingURL=lexicon.js.map