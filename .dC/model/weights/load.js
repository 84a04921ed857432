/** Fills a network's parameters from a checkpoint, by their published names; what is missing or misshapen is said by name. */
import { UserError } from '../../schemas/userError.js';
import { LAYOUTS, physicalShape } from '../engine/layout.js';
import { badCheckpoint } from './stored.js';
/**
 * Finds a network in a checkpoint: what stands before `anchor`, a published name that it must have, is the prefix.
 * @param wanted the prefix, where the user has named one
 * @throws UserError bad_file where there is none, or more than one, or a tensor in two spellings
 */
export function findNetwork(path, all, kind, { anchor, wanted }) {
    const renamed = new Map([...all.keys()].map((name) => [name, respelled(name, kind)]));
    const prefixes = [...renamed.values()].flatMap((name) => name === anchor || name.endsWith(`.${anchor}`) ? [name.slice(0, -anchor.length)] : []);
    const [prefix, ...more] = wanted === undefined ? new Set(prefixes) : [wanted];
    if (prefix === undefined || (wanted !== undefined && !prefixes.includes(wanted)))
        throw badCheckpoint(path, `no tensor ${wanted ?? ''}${anchor} among ${someOf([...all.keys()])}`, WRONG_KIND);
    if (more.length > 0) {
        const got = `networks under ${[prefix, ...more].map((each) => `"${each}"`).join(', ')}`;
        throw badCheckpoint(path, got, 'say which with --prefix');
    }
    const tensors = new Map();
    for (const [name, published] of renamed) {
        if (!published.startsWith(prefix))
            continue;
        const inside = published.slice(prefix.length);
        if (tensors.has(inside))
            throw badCheckpoint(path, `${prefix}${inside} in two spellings, one of them ${name}`, WRONG_KIND);
        tensors.set(inside, all.get(name));
    }
    return { prefix, tensors };
}
const WRONG_KIND = 'is --kind right? see `synthpedes convert --help`';
function respelled(name, { spellings = [] }) {
    const [pattern, spelling] = spellings.find(([each]) => each.test(name)) ?? [];
    return pattern ? name.replace(pattern, spelling) : name;
}
/** @throws UserError bad_file that lists every missing and every misshapen tensor */
export function loadPublished(path, parameters, { tensors }, kind, { mayLack = () => false, adapt = () => undefined } = {}) {
    const problems = [];
    const initial = [];
    const used = new Set();
    const filled = Object.entries(parameters).map(([ours, parameter]) => {
        const name = kind.nameOf(ours);
        const stored = tensors.get(name);
        used.add(name);
        if (!stored) {
            (mayLack(ours) ? initial : problems).push(`${name} is missing`);
            return [ours, parameter];
        }
        const isTurned = kind.isTurned && ours.endsWith('/matrix');
        const shape = publishedShape(parameter, isTurned);
        const data = sameShape(stored.shape, shape) ? () => stored.load() : adapted(adapt(ours, stored, parameter));
        if (data)
            return [ours, { ...parameter, data: isTurned ? turned(data(), shape) : data() }];
        problems.push(`${name} is [${stored.shape.join(', ')}], not [${shape.join(', ')}]`);
        return [ours, parameter];
    });
    if (problems.length > 0)
        throw badCheckpoint(path, problems.join('\n       '), WRONG_KIND);
    const extra = [...tensors.keys()].filter((name) => !used.has(name) && !kind.unused.test(name));
    return { parameters: Object.fromEntries(filled), initial, extra };
}
const adapted = (data) => data && (() => data);
function publishedShape({ shape, layout }, isTurned) {
    const stored = physicalShape(shape, LAYOUTS[layout]);
    return isTurned ? stored.toReversed() : stored;
}
const sameShape = (a, b) => a.join() === b.join();
/** (rows, columns) -> (columns, rows) */
export function turned(data, [rows, columns]) {
    const out = new Float32Array(data.length);
    for (let row = 0, i = 0; row < rows; row++)
        for (let c = 0; c < columns; c++)
            out[c * rows + row] = data[i++];
    return out;
}
/** Some of many names, for messages. */
export function someOf(names, most = 8) {
    const rest = names.length - most;
    return `${names.slice(0, most).join(', ')}${rest > 0 ? `, and ${rest} more` : ''}` || 'none at all';
}
/** @throws UserError bad_model: for what a checkpoint cannot be a network of */
export function unfit(path, got) {
    return new UserError('bad_model', { what: `The network in ${path} is none that runs here.`, got, fix: WRONG_KIND });
}
//# sourceMappingURL=load.js.map