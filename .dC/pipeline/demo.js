// The demo: people are drawn, their pictures become noisy sources, a data set is rebuilt from them and compared with the truth.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { writeDrawnDataset } from '../data/drawnPeople/dataset.js';
import { UserError } from '../schemas/userError.js';
import { compareWithTruth, describeComparison } from './demoReport.js';
import { rebuild } from './rebuild.js';
import { openWorkspace } from './workspace.js';
/** So that nobody takes the card's sources for the real ones. */
const NOTE = 'The people in it are drawn by `synthpedes demo`: no real person is shown. The sources below are imitations of the data sets whose names they bear.';
/** Of the attribute classifier: drawn people are soon learned. */
const EPOCHS = 14;
/** Marks a folder as a demo's, which may be emptied. */
const MARK = 'synthpedes-demo';
/**
 * Draws, rebuilds and compares in `dir`.
 * @throws UserError bad_usage when the folder holds something else
 */
export async function demo(context, dir) {
    const names = oldFiles(dir);
    if (context.dryRun) {
        const emptied = names.length > 0 ? `empty ${dir}, an earlier demo, and ` : '';
        const text = `would ${emptied}draw people, write noisy sources of them, train an attribute classifier and a captioner, rebuild and pre-train a small PLIP, all in ${dir}: minutes, and some 100 MB`;
        return { data: { dir, emptied: names.length > 0 }, text };
    }
    makeRoom(dir, names);
    const data = join(dir, 'data');
    const progress = context.report.start('draw', 0, 'pictures');
    const truth = await writeDrawnDataset(data, {
        seed: 0,
        onProgress: (pictures) => progress.advance(pictures),
    }).finally(() => progress.end());
    const { config } = context;
    const inside = {
        ...context,
        workspace: join(dir, 'workspace'),
        config: {
            ...config,
            sources: { lupersonNl: join(data, 'luperson-nl'), lpw: join(data, 'lpw'), folders: [] },
            captioner: {
                ...config.captioner,
                folder: null,
                epochs: config.captioner.epochs ?? EPOCHS,
                train: { kind: 'drawn', path: join(data, 'annotated'), preset: 'tiny' },
            },
            caption: {
                ...config.caption,
                captioner: null,
                train: {
                    data: [
                        { kind: 'drawn-captioned', path: join(data, 'captioned') },
                        { kind: 'drawn', path: join(data, 'annotated') },
                    ],
                    preset: 'tiny',
                    epochs: null,
                    ...{ styles: 2, styleAssignment: 'cluster' },
                },
            },
            export: { ...config.export, out: join(dir, 'synthpedes'), note: NOTE },
            // Pictures of the last step are enough.
            pretrain: { ...config.pretrain, preset: 'tiny', pictureEvery: 1_000_000 },
        },
    };
    const workspace = openWorkspace(inside.workspace, (text) => void context.report.warn(text));
    try {
        const { pretrained } = await rebuild(inside, workspace);
        const comparison = { ...compareWithTruth(workspace.database, truth), plip: pretrained.best.val };
        const show = (path) => relative(process.cwd(), join(dir, path)) || '.';
        return { data: comparison, text: describeComparison(comparison, show) };
    }
    finally {
        workspace.close();
    }
}
/** What an earlier demo left in the folder. */
function oldFiles(dir) {
    const names = existsSync(dir) ? readdirSync(dir) : [];
    if (names.length > 0 && !existsSync(join(dir, MARK))) {
        const fix = 'name a new or empty folder with --dir';
        throw new UserError('bad_usage', {
            what: `${dir} is not empty, and not an earlier demo.`,
            got: names.slice(0, 5).join(', '),
            fix,
        });
    }
    return names;
}
function makeRoom(dir, names) {
    mkdirSync(dir, { recursive: true });
    for (const name of names)
        rmSync(join(dir, name), { recursive: true });
    writeFileSync(join(dir, MARK), 'This folder is made by `synthpedes demo` and emptied by the next one.\n');
}
//# sourceMappingURL=demo.js.map