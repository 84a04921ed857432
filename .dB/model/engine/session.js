/** Inference sessions on `.onnx` files. `run()` blocks the event loop while it computes: use it from a worker thread. */
import { createHash } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../schemas/userError.js';
import { encodeModel, OPSET } from './onnxWriter.js';
/**
 * Options of every session. Without memory patterns the peak is a third lower at the same speed. Waiting threads sleep:
 * spinning ones cost a factor of two where other threads (data loading, another session) want the cores.
 */
export function sessionOptions({ threads, provider = 'cpu' }) {
    const base = {
        enableMemPattern: false,
        executionProviders: [provider],
        logSeverityLevel: 4,
        extra: { session: { intra_op: { allow_spinning: '0' } } },
    };
    return threads === undefined ? base : { ...base, intraOpNumThreads: threads, interOpNumThreads: 1 };
}
/** The file of a graph in a cache: what it was made of is in its name, the CPU too, as its layouts are made for that. */
function cachedGraph(cache, bytes, { threads }, version) {
    const hash = createHash('sha256').update(bytes);
    hash.update(JSON.stringify([version, cpus()[0]?.model, threads]));
    return join(cache, `${CACHED_GRAPH}${hash.digest('hex').slice(0, 24)}.onnx`);
}
/** How the names of cached graphs begin. */
export const CACHED_GRAPH = 'graph-';
/**
 * Opens a traced graph. A damaged file of the cache is made again.
 * @throws UserError missing_input where there is no GPU that the provider can use
 */
export async function openGraph(bytes, { cache, onDevice = [], ...options }) {
    const onnx = await import('onnxruntime-node');
    const session = sessionOptions(options);
    const { provider = 'cpu' } = options;
    const preferredOutputLocation = Object.fromEntries(onDevice.map((name) => [name, 'gpu-buffer']));
    if (provider !== 'cpu')
        return openOnGpu(bytes, provider, { ...session, preferredOutputLocation });
    if (cache === undefined)
        return onnx.InferenceSession.create(bytes, session);
    const path = cachedGraph(cache, bytes, options, onnx.env.versions.node ?? '');
    if (existsSync(path)) {
        try {
            return await onnx.InferenceSession.create(path, { ...session, graphOptimizationLevel: 'disabled' });
        }
        catch {
            rmSync(path);
        }
    }
    const made = await onnx.InferenceSession.create(bytes, { ...session, optimizedModelFilePath: `${path}.part` });
    renameSync(`${path}.part`, path);
    return made;
}
/** What a machine needs, by provider. */
const NEEDS = {
    webgpu: 'a GPU with a driver for Vulkan (Linux), Direct3D 12 (Windows) or Metal (macOS); or leave the backend at onnx',
    cuda: 'an NVIDIA GPU with CUDA 12 and cuDNN 9, and ONNX Runtime with its CUDA files (Linux x64 only): ' +
        'ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node; or leave the backend at onnx',
};
/**
 * Opens the smallest of all graphs.
 * @throws UserError missing_input where the provider cannot: there is no GPU, or something is not installed
 */
export async function requireProvider(provider) {
    const port = { name: 'x', type: 'float32', dims: [1] };
    const nodes = [{ op: 'Neg', inputs: ['x'], outputs: ['y'], attributes: {} }];
    const outputs = [{ ...port, name: 'y' }];
    const bytes = encodeModel({ nodes, initializers: [], inputs: [port], outputs, opset: OPSET });
    const onnx = await import('onnxruntime-node');
    try {
        const session = await onnx.InferenceSession.create(bytes, sessionOptions({ provider }));
        await session.release();
    }
    catch (cause) {
        throw new UserError('missing_input', {
            what: `ONNX Runtime cannot compute with ${provider} here.`,
            got: cause instanceof Error ? cause.message.trim() : String(cause),
            fix: NEEDS[provider],
        }, { cause });
    }
}
async function openOnGpu(bytes, provider, options) {
    const onnx = await import('onnxruntime-node');
    try {
        return await onnx.InferenceSession.create(bytes, options);
    }
    catch (cause) {
        await requireProvider(provider);
        throw cause;
    }
}
/** Opens a traced graph whose large constants are apart: they go over without being written into a file first. */
export async function openGraphApart(bytes, apart, options) {
    const onnx = await import('onnxruntime-node');
    const externalData = Object.entries(apart).map(([path, data]) => ({ path, data }));
    return onnx.InferenceSession.create(bytes, { ...sessionOptions(options), externalData });
}
/**
 * Opens an ONNX model: a file, or its bytes.
 * @throws UserError `missing_path` where there is no file, `bad_model` where it is no model that ONNX Runtime can run
 */
export async function openSession(model, options = {}) {
    const path = typeof model === 'string' ? model : 'the model in memory';
    if (typeof model === 'string' && !existsSync(model))
        throw new UserError('missing_path', {
            what: `There is no model at ${path}.`,
            fix: 'give the path of an .onnx file',
        });
    const onnx = await import('onnxruntime-node');
    let session;
    try {
        session = await (typeof model === 'string'
            ? onnx.InferenceSession.create(model, sessionOptions(options))
            : onnx.InferenceSession.create(model, sessionOptions(options)));
    }
    catch (cause) {
        const got = (cause instanceof Error ? cause.message : String(cause)).trim();
        const fix = 'give an ONNX model file (.onnx) whose operators ONNX Runtime knows';
        throw new UserError('bad_model', { what: `Cannot open ${path} as an ONNX model.`, got, fix }, { cause });
    }
    const inputTypes = Object.fromEntries(session.inputMetadata.map((item) => [item.name, item.isTensor ? item.type : '']));
    return {
        inputNames: session.inputNames,
        outputNames: session.outputNames,
        inputShapes: shapesOf(session.inputMetadata),
        inputTypes,
        outputShapes: shapesOf(session.outputMetadata),
        run: async (feeds, fetches) => {
            const tensors = Object.entries(feeds).map(([name, feed]) => [name, toTensor(onnx, feed, inputTypes[name])]);
            const outputs = await session.run(Object.fromEntries(tensors), fetches ? [...fetches] : [...session.outputNames]);
            return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, toFeed(name, tensor)]));
        },
        release: () => session.release(),
    };
}
function shapesOf(metadata) {
    return Object.fromEntries(metadata.map((item) => [item.name, item.isTensor ? item.shape : []]));
}
function toTensor(onnx, { data, dims }, type) {
    if (!(data instanceof Int32Array))
        return new onnx.Tensor('float32', data, [...dims]);
    if (type === 'int64')
        return new onnx.Tensor('int64', BigInt64Array.from(data, BigInt), [...dims]);
    if (type === 'float32')
        return new onnx.Tensor('float32', Float32Array.from(data), [...dims]);
    return new onnx.Tensor('int32', data, [...dims]);
}
function toFeed(name, tensor) {
    if (!(tensor.data instanceof Float32Array))
        throw new UserError('bad_model', {
            what: `The model's output ${name} does not hold float32.`,
            fix: 'export it as float32',
        });
    return { data: tensor.data, dims: tensor.dims };
}
//# sourceMappingURL=session.js.map