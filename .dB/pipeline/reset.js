/** Names that `reset` takes: the commands. What each leaves behind, and under which stage names it is recorded. */
export const RESETTABLE = {
    ingest: { stages: ['ingest'], tables: ['contents', 'sources'] },
    denoise: { stages: ['embed', 'denoise'], tables: ['features', 'denoised', 'merges', 'calibrations'] },
    annotate: { stages: ['annotate'], tables: ['attributes'] },
    distribute: { stages: ['distribute'], tables: ['distributed'] },
    caption: {
        stages: ['caption', 'generate', 'review'],
        tables: ['reviewed_captions', 'generated_captions', 'prompt_captions'],
    },
};
/** How many verdicts `resetStage` would forget. */
export function countVerdicts(database, name) {
    const count = database.prepare('SELECT count(*) FROM verdicts WHERE stage_id = (SELECT id FROM stages WHERE name = ?)');
    return RESETTABLE[name].stages.reduce((sum, stage) => sum + count.pluck().get(stage), 0);
}
/** Forgets what a stage has made; the sources on disk are never touched. Returns the number of verdicts forgotten. */
export function resetStage(database, name) {
    const { stages, tables } = RESETTABLE[name];
    return database
        .transaction(() => {
        for (const table of tables)
            database.exec(`DELETE FROM ${table}`);
        const forget = database.prepare('DELETE FROM verdicts WHERE stage_id = (SELECT id FROM stages WHERE name = ?)');
        return stages.reduce((sum, stage) => sum + forget.run(stage).changes, 0);
    })
        .immediate();
}
//# sourceMappingURL=reset.js.map