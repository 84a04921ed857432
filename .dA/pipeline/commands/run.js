import { once } from 'node:events';
import { resolve } from 'node:path';
/**
 * Runs a command's body in a context of its global options and prints the result.
 * @param adjust puts the command's own options into the configuration, after file and --set
 */
export async function runCommand(command, signal, body, adjust = (config) => config) {
    const options = command.optsWithGlobals();
    const [{ loadConfig }, { openContext }, { openReporter }] = await Promise.all([
        import('../config.js'),
        import('../context.js'),
        import('../progress.js'),
    ]);
    const context = openContext({
        config: adjust(loadConfig(options.config, options.set)),
        workspace: resolve(options.workspace),
        report: openReporter(options.quiet),
        signal,
        resume: options.resume,
        dryRun: options.dryRun,
    });
    try {
        const result = await body(context);
        if ('answers' in result)
            return await printAnswers(result, options.json);
        process.stdout.write(`${options.json ? JSON.stringify(result.data, null, 2) : result.text}\n`);
        result.check?.();
    }
    finally {
        await context.close();
    }
}
/** No answer is kept: whoever reads slowly is waited for. The first is waited for before anything is printed. */
async function printAnswers({ answers }, isJson) {
    const print = async (text) => {
        if (!process.stdout.write(text))
            await once(process.stdout, 'drain');
    };
    let separator = '[\n';
    for await (const { data, text } of answers) {
        await print(isJson ? `${separator}${JSON.stringify(data)}` : `${text}\n`);
        separator = ',\n';
    }
    if (isJson)
        await print(separator === '[\n' ? '[]\n' : '\n]\n');
}
//# sourceMappingURL=run.js.map