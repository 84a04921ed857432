// Published checkpoints become networks that train and run here.
import { basename, join } from 'node:path';
import { hashFile } from '../data/hashFile.js';
import { bertVocabulary } from '../data/tokens/bertVocabulary.js';
import { readVocabulary } from '../data/tokens/vocabulary.js';
import { exportOnnx } from '../model/nn/exportOnnx.js';
import { releasedPlip, requirePair } from '../model/plip/encoders.js';
import { makePlipFolder, writePlipFolder } from '../model/plip/folder.js';
import { makeNetworkFolder, writeNetworks } from '../model/weights/folder.js';
import { someOf } from '../model/weights/load.js';
import { loadCheckpoint } from '../model/weights/networks.js';
import { openCheckpoint } from '../model/weights/open.js';
import { writeWhole } from '../model/weights/safetensors.js';
/** Reads, checks and converts; with `--dry-run` writes nothing. @throws UserError missing_path, bad_file, bad_model, bad_usage */
export async function convert(context, request) {
    const { path, kind, out, prefix } = request;
    const { form, tensors } = await openCheckpoint(path);
    const { networks, extra } = loadCheckpoint(kind, { path, tensors, prefix, seed: 0 });
    if (kind === 'plip')
        await writePlip(context, request, networks);
    else if (!context.dryRun)
        await writeFolder(context, request, networks);
    const summaries = Object.entries(networks).map(([part, { network, parameters, initial }]) => {
        const count = Object.values(parameters).reduce((sum, { data }) => sum + data.length, 0);
        return [part, { network, parameters: count, initial }];
    });
    return { out, form, networks: Object.fromEntries(summaries), extra };
}
async function writeFolder(context, request, networks) {
    const { path, kind, out, onnx } = request;
    makeNetworkFolder(out);
    writeNetworks(out, networks, { kind, file: basename(path), sha256: await hashFile(path) });
    for (const [part, { network, parameters }] of Object.entries(onnx ? networks : {})) {
        context.signal.throwIfAborted();
        writeWhole(join(out, `${part}.onnx`), [exportOnnx(network, parameters, { weights: request.weights })]);
    }
}
/** PLIP is a model that is used: a folder of its own kind, with everything that `embed` and `search` need. */
async function writePlip({ dryRun }, request, networks) {
    const { path, out, vocabulary: named, weights } = request;
    const encoders = releasedPlip(networks);
    const vocabulary = named === undefined ? bertVocabulary() : readVocabulary(named);
    requirePair(encoders, vocabulary);
    if (dryRun)
        return;
    makePlipFolder(out);
    await writePlipFolder(out, encoders, vocabulary, {
        ...{ weights, trainedOn: null },
        source: { file: basename(path), sha256: await hashFile(path) },
        licence: 'Converted: the terms of those who published the checkpoint.',
    });
}
/** The text of `synthpedes convert`. */
export function describeConvert({ out, form, networks, extra }, dryRun) {
    const lines = [`${dryRun ? 'would convert' : 'converted'} a checkpoint of the form ${form} to ${out}`];
    for (const [part, { network, parameters, initial }] of Object.entries(networks)) {
        lines.push(`  ${part}: ${network.type}, ${(parameters / 1e6).toFixed(1)} million numbers, ${sizes(network)}`);
        if (initial.length > 0)
            lines.push(`    starts anew, as the checkpoint lacks it: ${someOf(initial)}`);
    }
    if (extra.length > 0)
        lines.push(`  not used: ${someOf(extra)}`);
    return lines.join('\n');
}
function sizes({ net }) {
    return Object.entries(net)
        .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join('-') : String(value)}`)
        .join(', ');
}
//# sourceMappingURL=convert.js.map