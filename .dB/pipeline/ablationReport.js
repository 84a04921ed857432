/** Undefined of no values. */
export function spread(values) {
    if (values.length === 0)
        return undefined;
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    if (values.length === 1)
        return { mean };
    const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
    return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}
const MEASURES = { rank1: 'R@1', rank10: 'R@10', mAP: 'mAP' };
const KEYS = Object.keys(MEASURES);
/** As `table.json` and `--json` have it. */
export function rowStatistics({ runs }) {
    const of = (part) => Object.fromEntries(KEYS.map((key) => [key, spread(runs.flatMap((run) => (run[part] ? [run[part][key]] : [])))]));
    return { val: of('val'), judged: of('judged') };
}
/**
 * A table in Markdown, which is also what a terminal shows.
 * @param judged how the set is called that the models were judged on besides, undefined where there is none
 */
export function ablationTable(results, judged) {
    const parts = judged === undefined ? ['val'] : ['val', 'judged'];
    const head = [
        '%',
        'seeds',
        'steps',
        ...parts.flatMap((part) => KEYS.map((key) => `${part === 'val' ? 'val' : judged} ${MEASURES[key]}`)),
        'paper R@1',
        'paper R@10',
    ];
    const body = results.map((result) => {
        const statistics = rowStatistics(result);
        const { name, paper } = result.row;
        return [
            name,
            String(result.runs.length),
            [...new Set(result.runs.map(({ steps }) => steps.toLocaleString('en-US')))].join(' / ') || '-',
            ...parts.flatMap((part) => KEYS.map((key) => cell(statistics[part][key]))),
            paper?.rank1?.toFixed(1) ?? '-',
            paper?.rank10?.toFixed(1) ?? '-',
        ];
    });
    return aligned(head, body);
}
function cell(value) {
    if (value === undefined)
        return '-';
    const percent = (share) => (100 * share).toFixed(1);
    return `${percent(value.mean)}${value.deviation === undefined ? '' : ` ± ${percent(value.deviation)}`}`;
}
function aligned(head, body) {
    const widths = head.map((title, i) => Math.max(3, title.length, ...body.map((row) => row[i].length)));
    const line = (cells) => `| ${cells.map((text, i) => (i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i]))).join(' | ')} |`;
    const rule = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
    return [line(head), line(rule), ...body.map(line)].join('\n');
}
//# sourceMappingURL=ablationReport.js.map