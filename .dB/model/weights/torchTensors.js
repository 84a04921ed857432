/** What PyTorch pickles: storages by persistent id, and the calls that make tensors of them. Nothing else is allowed. */
import { PickleError } from './pickle.js';
import { badCheckpoint, countElements, ELEMENT_BYTES, readRange, toFloat32, } from './stored.js';
const STORAGES = {
    DoubleStorage: 'F64',
    FloatStorage: 'F32',
    HalfStorage: 'F16',
    BFloat16Storage: 'BF16',
    LongStorage: 'I64',
    IntStorage: 'I32',
    ShortStorage: 'I16',
    CharStorage: 'I8',
    ByteStorage: 'U8',
    UntypedStorage: 'U8',
    BoolStorage: 'BOOL',
};
/** A tensor as pickled: a strided view of a storage. */
class View {
    storage;
    offset;
    shape;
    stride;
    constructor(storage, offset, shape, stride) {
        this.storage = storage;
        this.offset = offset;
        this.shape = shape;
        this.stride = stride;
    }
}
/** The pickler's world; `storages` collects what is spoken of. */
export function torchWorld(storages) {
    const globals = new Map();
    const allow = (name, call) => void globals.set(name, { name, call });
    for (const name of Object.keys(STORAGES))
        allow(`torch.${name}`);
    allow('torch.storage.UntypedStorage');
    allow('collections.OrderedDict', orderedDict);
    allow('torch.Size', ([sizes]) => sizes);
    allow('torch._utils._rebuild_tensor', rebuild);
    allow('torch._utils._rebuild_tensor_v2', rebuild);
    allow('torch._utils._rebuild_parameter', ([tensor]) => tensor);
    return { globals, persistent: (id) => storageOf(id, storages) };
}
function orderedDict([pairs = []]) {
    if (!Array.isArray(pairs))
        throw new PickleError('an OrderedDict of no pairs');
    return new Map(pairs);
}
function storageOf(id, storages) {
    const [word, kind, key, , length, view] = (Array.isArray(id) ? id : []);
    const name = String(kind?.name)
        .split('.')
        .at(-1);
    if (word !== 'storage' || !Object.hasOwn(STORAGES, name))
        throw new PickleError('a persistent id that is no storage');
    const skip = Array.isArray(view) ? asNumber(view[1]) : 0;
    const storage = { key: String(key), type: STORAGES[name], length: asNumber(length), skip };
    storages.set(storage.key, storage);
    return storage;
}
function rebuild([storage, offset, shape, stride]) {
    const numbers = (values) => {
        if (!Array.isArray(values))
            throw new PickleError('a tensor without sizes');
        return values.map(asNumber);
    };
    if (typeof storage !== 'object' || storage === null || !('key' in storage))
        throw new PickleError('a tensor without a storage');
    return new View(storage, asNumber(offset), numbers(shape), numbers(stride));
}
function asNumber(value) {
    const n = typeof value === 'bigint' ? Number(value) : value;
    if (typeof n === 'number' && Number.isSafeInteger(n) && n >= 0)
        return n;
    throw new PickleError(`${String(value)} where a whole number from 0 on is needed`);
}
/**
 * The tensors in what was unpickled: dictionaries and lists are walked, and their keys joined by dots.
 * @param blockOf where a storage's bytes lie
 */
export function tensorsOf(path, root, blockOf) {
    const tensors = new Map();
    const seen = new Set();
    const walk = (value, name) => {
        if (value instanceof View)
            tensors.set(name, storedTensor(path, value, blockOf));
        if (!(value instanceof Map || Array.isArray(value)) || seen.has(value))
            return;
        seen.add(value); // a list may hold itself
        for (const [key, item] of value.entries())
            walk(item, name === '' ? String(key) : `${name}.${String(key)}`);
    };
    walk(root, '');
    return tensors;
}
function storedTensor(path, view, blockOf) {
    const { storage, offset, shape, stride } = view;
    const count = countElements(path, shape);
    const width = ELEMENT_BYTES[storage.type];
    const block = blockOf(storage);
    const last = shape.reduce((sum, size, axis) => sum + (size - 1) * stride[axis], offset);
    const fits = shape.length === stride.length && (count === 0 || last < storage.length) && count <= storage.length;
    if (!fits || (storage.skip + storage.length) * width > block.bytes) {
        const held = `${storage.length} elements of ${storage.type} in ${block.bytes} bytes`;
        throw badCheckpoint(path, `a tensor of shape [${shape.join()}] at ${offset} of a storage of ${held}`);
    }
    return {
        type: storage.type,
        shape,
        load() {
            const from = block.offset + (storage.skip + offset) * width;
            const span = count === 0 ? 0 : last - offset + 1;
            const flat = toFloat32(readRange(path, from, span * width), storage.type, block.big);
            return span === count && isRowMajor(shape, stride) ? flat : gather(flat, count, shape, stride);
        },
    };
}
function isRowMajor(shape, stride) {
    let expected = 1;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
        if (shape[axis] !== 1 && stride[axis] !== expected)
            return false;
        expected *= shape[axis];
    }
    return true;
}
function gather(flat, count, shape, stride) {
    const out = new Float32Array(count);
    const index = shape.map(() => 0);
    for (let i = 0, from = 0; i < count; i++) {
        out[i] = flat[from];
        for (let axis = shape.length - 1; axis >= 0; axis--) {
            from += stride[axis];
            if (++index[axis] < shape[axis])
                break;
            from -= stride[axis] * shape[axis];
            index[axis] = 0;
        }
    }
    return out;
}
//# sourceMappingURL=torchTensors.js.map