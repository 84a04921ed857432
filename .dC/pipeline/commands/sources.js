import { SOURCES } from '../../data/sources/catalogue.js';
import { runCommand } from './run.js';
const KINDS = [
    [
        'luperson-nl',
        'LUPerson-NL: the LMDB that is distributed, or raw crops <country>/<city>/<video>/<pid>_<frame>_<det>.jpg',
    ],
    ['lpw', 'LPW: pep_256x128 with scen1..3/view1..4/<pid>/<frame>.jpg, or the folder that holds it'],
    ['folder', 'your own images: one sub-folder an identity'],
];
export function addSourceCommands(program, signal) {
    const ingestCommand = program
        .command('ingest')
        .description('Register the images of a source where they lie, and decode each once. Again: adds only what is new.');
    for (const [kind, description] of KINDS) {
        const terms = kind === 'folder' ? '' : `\n${SOURCES[kind].title}: ${SOURCES[kind].home}\nterms: ${SOURCES[kind].terms}`;
        ingestCommand
            .command(kind)
            .argument('<dir>', 'where it lies; nothing is copied')
            .description(description)
            .addHelpText('after', terms)
            .action((dir, _options, command) => runCommand(command, signal, async (context) => {
            const { describeIngest, ingest } = await import('../ingest.js');
            const { openSource } = await import('../../data/sources/openSource.js');
            const { existingWorkspace, makeWorkspace } = await import('./inWorkspace.js');
            const reader = await openSource(kind, dir);
            const summary = context.dryRun
                ? await existingWorkspace(context, (workspace) => ingest(context, workspace, reader))
                : await makeWorkspace(context, `ingest ${kind}`, (workspace) => ingest(context, workspace, reader));
            return { data: summary, text: describeIngest(summary) };
        }));
    }
}
//# sourceMappingURL=sources.js.map