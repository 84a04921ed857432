/** The captioners that a stage's results are from. */
export function recordedCaptioners(database, stage) {
    const found = database.prepare(`SELECT DISTINCT f.text FROM verdicts v JOIN stages s ON s.id = v.stage_id JOIN fingerprints f ON f.id = v.fingerprint_id
      WHERE s.name = ? ORDER BY f.text`);
    return found.pluck().all(stage).map((text) => {
        const recorded = JSON.parse(text);
        return { ...recorded, training: recorded.training.map(wholeSet) };
    });
}
/** Manifests that were made before sets were recorded whole have their kinds only. */
const wholeSet = (set) => typeof set === 'string' ? { kind: set, folder: '', fingerprint: '' } : set;
/** All that the texts are from, as one; `trainedOn` null: nobody knows. */
export function textsCaptioner(database) {
    const all = [...recordedCaptioners(database, 'annotate'), ...recordedCaptioners(database, 'generate')];
    const weights = all.flatMap(({ model, spac }) => model ?? spac?.[0] ?? []);
    const sets = all.flatMap(({ training }) => training);
    const named = new Map(sets.map(({ kind, folder, fingerprint }) => [`${kind} ${fingerprint}`, { kind, folder, fingerprint }]));
    const isKnown = all.length > 0 && all.every(({ training }) => training.length > 0);
    return { weights: [...new Set(weights)], trainedOn: isKnown ? [...named.values()] : null };
}
//# sourceMappingURL=textsCaptioner.js.map