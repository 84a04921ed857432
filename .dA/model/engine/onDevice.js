import { openGraph } from './session.js';
import { trace } from './trace.js';
/**
 * As `compile`, for WebGPU.
 * @param stays which outputs stay on the GPU
 * @throws UserError missing_input where there is no GPU
 */
export async function compileOnDevice(fn, specs, { stays, outputLayouts = {}, isPrompt, }) {
    const provider = 'webgpu';
    const { bytes, inputs, outputs } = trace((given) => renamed(fn(given)), specs, {
        ...{ isPrompt: (name) => isPrompt?.(nameOf(name)) ?? false, provider },
        outputLayouts: renamed(outputLayouts),
    });
    const onnx = await import('onnxruntime-node');
    const session = await openGraph(bytes, {
        provider,
        onDevice: Object.keys(outputs).filter((name) => stays(nameOf(name))),
    });
    const isTensor = (data) => data instanceof onnx.Tensor;
    return {
        run: async (feeds) => {
            const tensors = Object.entries(inputs).map(([name, { dtype, dims }]) => {
                const data = feeds[name];
                if (data === undefined)
                    throw new Error(`The compiled function was run without its input ${name}.`);
                return [name, isTensor(data) ? data : new onnx.Tensor(dtype, data, [...dims])];
            });
            const result = { stays: {}, read: {} };
            for (const [made, tensor] of Object.entries(await session.run(Object.fromEntries(tensors)))) {
                const name = nameOf(made);
                if (stays(name))
                    result.stays[name] = tensor;
                else
                    result.read[name] = tensor.data;
            }
            return result;
        },
        release: () => session.release(),
    };
}
/** An output may be what an input is called, too: in the graph it cannot. */
const MADE = 'made:';
const renamed = (all) => Object.fromEntries(Object.entries(all).map(([name, each]) => [MADE + name, each]));
const nameOf = (made) => made.slice(MADE.length);
export function dispose(tensors) {
    for (const tensor of Object.values(tensors))
        tensor.dispose();
}
//# sourceMappingURL=onDevice.js.map