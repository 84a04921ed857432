/** Networks on disk: `network.json`, and beside it `<part>.safetensors` under our own names, arrays as the engine wants them. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../data/random.js';
import { NETWORK_FILE, networkJson, parseNetworkJson } from '../../schemas/network.js';
import { UserError } from '../../schemas/userError.js';
import { LAYOUTS, physicalShape } from '../engine/layout.js';
import { initialParameters } from '../nn/network.js';
import { readSafetensors, writeSafetensors, writeWhole } from './safetensors.js';
import { badCheckpoint } from './stored.js';
const weightsFile = (dir, part) => join(dir, `${part}.safetensors`);
/** Makes the folder, or empties it of the networks that it holds. @throws UserError bad_usage where it holds something else */
export function makeNetworkFolder(dir) {
    mkdirSync(dir, { recursive: true });
    const names = readdirSync(dir);
    if (names.length === 0)
        return;
    if (names.includes(NETWORK_FILE)) {
        const path = join(dir, NETWORK_FILE);
        const { networks } = parseNetworkJson(readFileSync(path, 'utf8'), path);
        rmSync(path); // first: without it, what is left is no folder of networks
        for (const part of Object.keys(networks))
            for (const ending of ['safetensors', 'onnx'])
                rmSync(join(dir, `${part}.${ending}`), { force: true });
        return;
    }
    throw new UserError('bad_usage', {
        what: `${dir} is not empty, and holds no networks.`,
        got: names.slice(0, 5).join(', '),
        fix: 'name a new or empty folder with --out',
    });
}
/** Writes the weights, and last `network.json`: a folder that has it is whole. */
export function writeNetworks(dir, networks, source) {
    const description = {};
    for (const [part, { network, parameters }] of Object.entries(networks)) {
        writeSafetensors(weightsFile(dir, part), storedParameters(parameters));
        description[part] = structuredClone(network);
    }
    writeWhole(join(dir, NETWORK_FILE), [Buffer.from(networkJson({ source, networks: description }))]);
}
/** Arrays with the shapes in which they lie. */
export function storedParameters(parameters) {
    const stored = Object.entries(parameters).map(([name, { shape, layout, data }]) => [
        name,
        { shape: physicalShape(shape, LAYOUTS[layout]), data },
    ]);
    return Object.fromEntries(stored);
}
/** What a folder says of its networks, without their weights. @throws UserError missing_path, bad_file */
export function describeNetworks(dir) {
    const path = join(dir, NETWORK_FILE);
    if (!existsSync(path)) {
        const fix = 'make it with `synthpedes convert <checkpoint> --kind <kind> --out <dir>`';
        throw new UserError('missing_path', { what: `There are no networks in ${dir}.`, got: `no file ${path}`, fix });
    }
    return parseNetworkJson(readFileSync(path, 'utf8'), path).networks;
}
/** @throws UserError missing_path, bad_file */
export function readNetworks(dir) {
    return Object.fromEntries(Object.entries(describeNetworks(dir)).map(([part, network]) => [
        part,
        { network, parameters: readPart(dir, part, network) },
    ]));
}
function readPart(dir, part, network) {
    return readParameters(weightsFile(dir, part), initialParameters(network, seededRandom(part)));
}
/**
 * Fills the arrays of a network's parameters with what a file holds of them: they are never there twice.
 * @throws UserError bad_file where one is missing or misshapen
 */
export function readParameters(path, parameters) {
    const stored = readSafetensors(path);
    for (const [name, parameter] of Object.entries(parameters)) {
        const tensor = stored.get(name);
        const shape = physicalShape(parameter.shape, LAYOUTS[parameter.layout]);
        if (tensor?.shape.join() !== shape.join())
            throw badCheckpoint(path, `${name}: ${tensor ? `[${tensor.shape.join()}], not [${shape.join()}]` : 'missing'}`);
        parameter.data.set(tensor.load());
    }
    return parameters;
}
//# sourceMappingURL=folder.js.map