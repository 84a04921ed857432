const SUITES = {
    colours: () => import('./colours.js'),
    decode: () => import('./decode.js'),
    features: () => import('./features.js'),
    ingest: () => import('./ingest.js'),
    'seed-filter': () => import('./seedFilter.js'),
    engine: () => import('./engine.js'),
    classifier: () => import('./classifier.js'),
    lexicon: () => import('./lexicon.js'),
    memory: () => import('./memory.js'),
    optim: () => import('./optim.js'),
    pretrain: () => import('./pretrain.js'),
    real: () => import('./real.js'),
    spac: () => import('./spac.js'),
};
const [suite, ...flags] = process.argv.slice(2);
if (!(suite in SUITES) || flags.some((flag) => flag !== '--json')) {
    process.stderr.write(`usage: npm run bench -- <suite> [--json]\nsuites: ${Object.keys(SUITES).join(', ')}\n`);
    process.exit(2);
}
const { cases } = await SUITES[suite]();
for await (const one of cases()) {
    if (flags.includes('--json'))
        process.stdout.write(`${JSON.stringify(one)}\n`);
    else {
        const peer = one.peer === null ? '' : `  peer ${round(one.peer)}  ratio ${one.ratio === null ? '-' : round(one.ratio)}`;
        process.stdout.write(`${one.suite}  ${one.case}: ${round(one.ours)} ${one.unit}${peer}${one.note ? `  (${one.note})` : ''}\n`);
    }
}
function round(n) {
    return n >= 100 ? Math.round(n).toLocaleString('en-US') : String(Number(n.toPrecision(3)));
}
export {};
//# sourceMappingURL=main.js.map