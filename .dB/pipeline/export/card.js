import { SOURCES } from '../../data/sources/catalogue.js';
import { recordedCaptioners } from '../textsCaptioner.js';
import { EXPORT_LEVELS } from './selection.js';
/** First line of every card: tells our exports from other folders. */
export const CARD_MARK = '<!-- synthpedes data-set card -->\n';
/**
 * The card's Markdown. Depends on the manifest alone, no dates and no paths, but for the note that the user may put first.
 */
export function dataSetCard(database, { level, counts, note, }) {
    return [
        CARD_MARK.trimEnd(),
        '# An image-text data set of people in the SYNTH-PEDES format',
        '',
        `Rebuilt with synthpedes after the paper "PLIP: Language-Image Pre-training for Person Representation Learning"`,
        `(Zuo et al., NeurIPS 2024, arXiv 2305.08386). State after stage \`${level}\`.`,
        '',
        ...(note === null ? [] : [`**${note}**`, '']),
        table(['', 'count'], [
            ['identities', counts.identities],
            ['images', counts.images],
            ['captions', counts.captions],
        ]),
        '',
        '## Files',
        '',
        '- `synthpedes_dataset.json`: one JSON array, one entry an image: `id` (identity), `file_path`, `attributes` (one string: gender,',
        '  head, upper body, lower body, shoes, belongings; `unknown` where it cannot be told or is not there), `captions` (generated,',
        '  one a style), `prompt_caption` (from the attributes). What no stage has made yet is absent, or empty.',
        '- `PartP/<id>/<n>.jpg`: the images, P = ceil(id / 30000). Bytes as in the source; what was no JPEG there is re-encoded at quality 95.',
        '- `provenance.jsonl`: for every image its source, its key there and the SHA-256 of the bytes there.',
        '',
        '## Sources and terms',
        '',
        sourcesTable(database),
        '',
        'The sources show real people and are for research only, each under terms of its own; this data set inherits all of them.',
        '**Faces are not blurred.** Labels, attributes and captions are made by machines and are wrong in part. Do not use this data to identify,',
        'track or profile people, nor to decide anything about them; do not infer gender, age or origin of real persons from it.',
        '',
        ...annotatorLines(database),
        '## What each stage did',
        '',
        stagesTable(database, level),
        '',
        '## Settings',
        '',
        'What each result depends on besides its image (hashes name the models and files that were used):',
        '',
        '```json',
        settings(database),
        '```',
        '',
    ].join('\n');
}
/** Who said the attributes and wrote the captions, what that was trained on, and how sure it is. */
function annotatorLines(database) {
    const attributes = recordedCaptioners(database, 'annotate').map(({ calibration, ...annotator }) => {
        const sure = calibration
            ? `, each part of a phrase to be right in ${100 * calibration.precision}% of the cases on people of that data`
            : '';
        return `- ${calibration ? 'a classifier' : 'a captioner (SPAC)'} ${trainedOn(annotator)}${sure}. ${annotator.licence}`;
    });
    const captions = recordedCaptioners(database, 'generate').map((annotator) => `- a captioner (SPAC) ${trainedOn(annotator)}, beside the prompt captions, which are made of the attributes. ${annotator.licence}`);
    return [
        ...(attributes.length > 0 ? ['## Attributes are from', '', ...attributes, ''] : []),
        ...(captions.length > 0 ? ['## Captions are from', '', ...captions, ''] : []),
    ];
}
const trainedOn = ({ training }) => `trained on ${training.length > 0 ? training.map(({ kind }) => kind).join(', ') : 'data that its folder does not name'}`;
function sourcesTable(database) {
    const rows = database
        .prepare(`SELECT s.kind, s.layout, count(i.id) AS images, count(DISTINCT t.identity_id) AS identities
         FROM sources s LEFT JOIN images i ON i.source_id = s.id LEFT JOIN tracklets t ON t.id = i.tracklet_id
        GROUP BY s.id ORDER BY s.id`)
        .all();
    return table(['source', 'layout', 'images', 'identities', 'home', 'terms'], rows.map((row) => [
        SOURCES[row.kind].title,
        row.layout,
        row.images,
        row.identities,
        SOURCES[row.kind].home ?? '-',
        SOURCES[row.kind].terms,
    ]));
}
/** Kept, and dropped by reason, for every stage up to a level. */
function stagesTable(database, level) {
    const stages = ['ingest', 'embed', ...EXPORT_LEVELS.slice(1, EXPORT_LEVELS.indexOf(level) + 1)];
    const rows = database
        .prepare('SELECT stage, reason, count(*) AS images FROM fates GROUP BY stage, reason ORDER BY stage, reason')
        .all();
    return table(['stage', 'outcome', 'images'], stages.flatMap((stage) => rows.filter((row) => row.stage === stage).map((row) => [stage, row.reason ?? 'kept', row.images])));
}
function settings(database) {
    const rows = database
        .prepare(`SELECT DISTINCT s.name, f.text FROM verdicts v JOIN stages s ON s.id = v.stage_id
         JOIN fingerprints f ON f.id = v.fingerprint_id ORDER BY s.name, f.text`)
        .all();
    return rows.map(({ name, text }) => `${JSON.stringify(name)}: ${text}`).join('\n');
}
function table(head, rows) {
    const line = (cells) => `| ${cells.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en-US') : cell)).join(' | ')} |`;
    return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
//# sourceMappingURL=card.js.map