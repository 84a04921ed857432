import { COMMON_HEADS } from '../data/annotated/heads.js';
import { contradictions } from '../data/lexicon/contradict.js';
import { captionPhrases } from '../data/lexicon/phrases.js';
import { compose } from '../model/classifier/phrases.js';
import { printTable } from '../model/classifier/metrics.js';
import { known, SLOTS } from '../schemas/attributes.js';
import { plannedStages } from './stages.js';
import { outcomes } from './status.js';
/** Compares a workspace with what was drawn. */
export function compareWithTruth(database, truth) {
    return {
        before: purity(identities(database, 't.identity_id', 'contents c JOIN images i ON i.id = c.image_id'), truth),
        after: purity(identities(database, 'd.identity_id', 'denoised d JOIN images i ON i.id = d.image_id'), truth),
        attributes: attributeRows(database, truth),
        stages: plannedStages.map(({ name }) => ({ stage: name, ...outcomes(database, name) })),
        styles: styleRows(database, truth),
        captions: someCaptions(database),
    };
}
function styleRows(database, truth) {
    const rows = database
        .prepare(`SELECT c.style, c.text, s.kind || '/' || i.key AS image FROM captions c JOIN images i ON i.id = c.image_id
         JOIN sources s ON s.id = i.source_id WHERE c.style > 0 ORDER BY c.image_id, c.style`)
        .all();
    const phrases = new Map(Object.entries(truth.people).map(([person, labels]) => [Number(person), truePhrases(labels)]));
    return [...new Set(rows.map(({ style }) => style))].sort().map((style) => {
        const own = rows.filter((row) => row.style === style);
        const said = own.reduce((n, { text }) => n + captionPhrases(text).length, 0);
        const wrong = own.reduce((n, { text, image }) => n + contradictions(phrases.get(truth.images[image].person), text).length, 0);
        return { style, captions: own.length, faithful: said === 0 ? null : 1 - wrong / said };
    });
}
/** Of images whose captions are all there, in an order that looks like none. */
function someCaptions(database) {
    const images = database
        .prepare(`SELECT image_id FROM captions GROUP BY image_id
        ORDER BY count(*) DESC, (image_id * 2654435761) % 4294967296 LIMIT 4`)
        .pluck()
        .all();
    const texts = database.prepare('SELECT text FROM captions WHERE image_id = ? ORDER BY style').pluck();
    return images.map((image) => texts.all(image));
}
/** Every image of the tracked source with the identity that it has by a column. */
function identities(database, column, from) {
    return database
        .prepare(`SELECT ${column} AS identity, s.kind || '/' || i.key AS image FROM ${from}
         JOIN tracklets t ON t.id = i.tracklet_id JOIN sources s ON s.id = i.source_id
        WHERE s.kind = 'luperson-nl' AND ${column} IS NOT NULL`)
        .all();
}
/** Exported for its test. */
export function purity(rows, truth) {
    const counts = new Map();
    for (const { identity, image } of rows) {
        const people = counts.get(identity) ?? new Map();
        counts.set(identity, people);
        const { person } = truth.images[image];
        people.set(person, (people.get(person) ?? 0) + 1);
    }
    const majority = [...counts.values()].reduce((sum, people) => sum + Math.max(...people.values()), 0);
    return { images: rows.length, identities: counts.size, purity: majority / rows.length };
}
function attributeRows(database, truth) {
    const rows = database
        .prepare(`SELECT s.kind || '/' || i.key AS image, a.* FROM attributes a JOIN images i ON i.id = a.image_id
         JOIN sources s ON s.id = i.source_id`)
        .all();
    const truths = new Map(Object.entries(truth.people).map(([person, labels]) => [Number(person), truePhrases(labels)]));
    return SLOTS.map((slot) => {
        const said = rows.filter((row) => known(row[slot]) !== undefined);
        const right = said.filter((row) => saysNothingWrong(row[slot], truths.get(truth.images[row.image].person)[slot]));
        return {
            slot,
            images: said.length,
            precision: said.length === 0 ? null : right.length / said.length,
            coverage: said.length / rows.length,
        };
    });
}
/** Words that claim less than the truth may say: what they are right of. */
const GENERAL = {
    top: /./,
    bottoms: /./,
    pants: /jeans|trousers|pants/,
    shoes: /sneakers|shoes|boots|sandals/,
    dark: /black|brown/,
    bag: /bag|backpack|suitcase/,
};
/** "black hair" is right of "short black hair", "white top" of "white plaid shirt"; "long hair" is of neither. */
export function saysNothingWrong(said, truth) {
    const words = new Set((truth ?? '').split(/\s+/));
    return said.split(/\s+/).every((word) => words.has(word) || (word in GENERAL && GENERAL[word].test(truth ?? '')));
}
/** The text of `synthpedes demo`. */
export function describeComparison(comparison, show) {
    const { before, after, attributes, stages, styles, captions, plip } = comparison;
    const percent = (share) => `${(100 * share).toFixed(1)}%`;
    const row = (name, { images, identities: count, purity: share }) => ({
        '': name,
        images,
        identities: count,
        purity: percent(share),
    });
    return [
        '',
        'identities of the tracked source, against the truth',
        printTable([row('labels as tracked', before), row('after the noise filter', after)]),
        '',
        'attributes of people whom the captioner has not seen: phrases that say nothing wrong, and how many images have one',
        '(each part of a phrase is held to 0.8 of its own; a phrase of several parts is right where all of them are)',
        printTable(attributes.map(({ slot, precision, coverage }) => ({
            slot,
            right: precision === null ? '-' : percent(precision),
            said: percent(coverage),
        }))),
        '',
        'what each stage did',
        ...stages.map(({ stage, kept, dropped }) => {
            const drops = Object.entries(dropped).map(([reason, n]) => `${n} ${reason}`);
            return `  ${stage.padEnd(10)} kept ${String(kept).padStart(5)}${drops.length > 0 ? `   dropped ${drops.join(', ')}` : ''}`;
        }),
        '',
        'generated captions of such people, by a captioner of a minute: phrases that are not contrary to what is true',
        printTable(styles.map(({ style, captions: count, faithful }) => ({
            style: String(style),
            captions: count,
            faithful: faithful === null ? '-' : percent(faithful),
        }))),
        '',
        'captions of a few images: the prompt caption, then each style',
        ...captions.map((own) => own.map((caption, i) => `${i === 0 ? '- ' : '  '}${caption}`).join('\n')),
        ...(plip
            ? [
                '',
                `a PLIP of a minute: captions of people whom it has not seen find an image of them first in ${percent(plip.rank1)} of cases (at random ${percent(plip.chance.rank1)}), among the first 10 in ${percent(plip.rank10)} (${percent(plip.chance.rank10)})`,
            ]
            : []),
        '',
        'where to look',
        `  ${show('synthpedes')}          the data set: README.md, synthpedes_dataset.json, Part1/, provenance.jsonl`,
        `  ${show('data')}                the drawn sources and truth.json`,
        `  npx synthpedes --workspace ${show('workspace')} inspect image Part1/1/0.jpg`,
        `  npx synthpedes search --model ${show('workspace/plip')} "a woman in a red shirt" --images ${show('synthpedes')} --sheet found.png`,
        `  npx synthpedes --workspace ${show('workspace')} status`,
    ].join('\n');
}
/** The six phrases of somebody whose labels are all known, by the rules that the captioner's phrases follow. */
export function truePhrases(labels) {
    const said = {};
    for (const { name, classes } of COMMON_HEADS) {
        const label = labels[name];
        if (typeof label === 'string')
            said[name] = { kind: 'class', classes: [label], confidence: 1 };
        else if (label === true)
            said[name] = { kind: 'class', classes, confidence: 1 };
    }
    const names = new Set(COMMON_HEADS.map(({ name }) => name).filter((name) => name in labels));
    return compose(said, names, 1).attributes;
}
//# sourceMappingURL=demoReport.js.map