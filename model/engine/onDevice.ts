/** Functions whose tensors stay on the GPU from run to run, on ONNX Runtime's WebGPU: what a training moves never crosses. */
import type { Elements } from './layout.js';
import { type OnDevice, openGraph } from './session.js';
import { type InputSpec, trace, type Traceable, type TraceOptions } from './trace.js';

/** What is fed: from memory, or what an earlier run has left on the GPU. */
export type DeviceFeeds = Readonly<Record<string, Elements | OnDevice>>;

export interface DeviceResult {
  /** Outputs that stay, by name: whoever gets them disposes of them. */
  readonly stays: Record<string, OnDevice>;
  readonly read: Record<string, Elements>;
}

export interface DeviceFunction {
  /** @throws Error where a feed is missing */
  run(feeds: DeviceFeeds): Promise<DeviceResult>;
  release(): Promise<void>;
}

/**
 * As `compile`, for WebGPU.
 * @param stays which outputs stay on the GPU
 * @throws UserError missing_input where there is no GPU
 */
export async function compileOnDevice(
  fn: Traceable,
  specs: Readonly<Record<string, InputSpec>>,
  {
    stays,
    outputLayouts = {},
    isPrompt,
  }: Pick<TraceOptions, 'outputLayouts' | 'isPrompt'> & { stays: (output: string) => boolean },
): Promise<DeviceFunction> {
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
  const isTensor = (data: Elements | OnDevice): data is OnDevice => data instanceof onnx.Tensor;
  return {
    run: async (feeds) => {
      const tensors = Object.entries(inputs).map(([name, { dtype, dims }]) => {
        const data = feeds[name];
        if (data === undefined) throw new Error(`The compiled function was run without its input ${name}.`);
        return [name, isTensor(data) ? data : new onnx.Tensor(dtype, data as Float32Array, [...dims])] as const;
      });
      const result: DeviceResult = { stays: {}, read: {} };
      for (const [made, tensor] of Object.entries(await session.run(Object.fromEntries(tensors)))) {
        const name = nameOf(made);
        if (stays(name)) result.stays[name] = tensor as OnDevice;
        else result.read[name] = tensor.data as Elements;
      }
      return result;
    },
    release: () => session.release(),
  };
}

/** An output may be what an input is called, too: in the graph it cannot. */
const MADE = 'made:';
const renamed = <T>(all: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(all).map(([name, each]) => [MADE + name, each]));
const nameOf = (made: string): string => made.slice(MADE.length);

export function dispose(tensors: Readonly<Record<string, OnDevice>>): void {
  for (const tensor of Object.values(tensors)) tensor.dispose();
}
