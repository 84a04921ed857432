import { UserError } from '../../schemas/userError.js';
import { LAYOUTS, permutation, permute, physicalShape } from './layout.js';
import { tf } from './tfjs.js';
/** The provider of ONNX Runtime that the other backends are. */
export const PROVIDERS = {
    onnx: 'cpu',
    webgpu: 'webgpu',
    cuda: 'cuda',
};
export const isEager = (backend) => !Object.hasOwn(PROVIDERS, backend);
/** Packages that bring tfjs' native backend, the better one first. They are not installed with this program. */
const NATIVE = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'];
/**
 * Makes a backend of tfjs ready.
 * @throws UserError missing_input where nobody has installed it
 */
export async function loadBackend(name) {
    if (tf.findBackend(name) === null) {
        const reasons = [];
        for (const packageName of NATIVE) {
            try {
                await import(packageName);
                break;
            }
            catch (error) {
                reasons.push(`${packageName}: ${error.message.split('\n')[0]}`);
            }
        }
        if (tf.findBackend(name) === null)
            throw new UserError('missing_input', {
                what: `The backend ${name} is not installed.`,
                got: reasons.join('; '),
                fix: `npm install ${NATIVE[0]} (or ${NATIVE[1]}, without a GPU), or leave --backend away: ONNX Runtime is there`,
            });
    }
    if (!(await tf.setBackend(name)))
        throw new Error(`tfjs cannot start its backend ${name}.`);
}
/** As `compile`, but nothing is compiled: every run calls the function. Data lie as they do there. */
export async function runEagerly(fn, specs, { backend, outputLayouts }) {
    await loadBackend(backend);
    const ports = Object.entries(specs).map(([name, { shape, dtype = 'float32', layout = 'plain' }]) => [
        name,
        { dims: physicalShape(shape, LAYOUTS[layout]), dtype },
    ]);
    return {
        inputs: Object.fromEntries(ports),
        outputs: {},
        rowSums: {},
        nodes: {},
        problems: new Map(),
        run: async (feeds) => {
            await tf.setBackend(backend);
            tf.engine().startScope('eager');
            try {
                const inputs = Object.entries(specs).map(([name, spec]) => [name, tensorOf(name, spec, feeds[name])]);
                const outputs = Object.entries(fn(Object.fromEntries(inputs)));
                const data = outputs.map(([name, tensor]) => [name, dataOf(tensor, outputLayouts?.[name] ?? 'plain')]);
                // What a function keeps, it also returns.
                for (const [, tensor] of outputs)
                    tensor.dispose();
                return Object.fromEntries(data);
            }
            finally {
                tf.engine().endScope();
            }
        },
        release: () => Promise.resolve(),
    };
}
/** Data as they lie -> a tensor in logical order. */
function tensorOf(name, { shape, dtype, layout = 'plain' }, data) {
    if (data === undefined)
        throw new Error(`The function was run without its input ${name}.`);
    const order = LAYOUTS[layout];
    const logical = order
        ? permute(data, physicalShape(shape, order), permutation(order, undefined, shape.length))
        : data.slice();
    return tf.tensor(logical, [...shape], dtype);
}
function dataOf(tensor, layout) {
    const order = LAYOUTS[layout];
    const data = tensor.dataSync();
    return order ? permute(data, tensor.shape, order) : data.slice();
}
//# sourceMappingURL=eager.js.map