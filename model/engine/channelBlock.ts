/** How many channels lie beside each other in the maps of ONNX Runtime's direct convolution: it depends on the processor. */
import { encodeModel, OPSET } from './onnxWriter.js';
import { sessionOptions } from './session.js';

let known: Promise<number | undefined> | undefined;

/** 8 with AVX2, 16 with AVX-512, undefined where ONNX Runtime has no such convolution. Found out once a process. */
export const channelBlock = (): Promise<number | undefined> => (known ??= findOut());

const [CHANNELS, PLACES] = [32, 2];

/** Reorders 0, 1, 2 …: of the first channel the second place, a 1, comes behind the first place of all channels of its block. */
async function findOut(): Promise<number | undefined> {
  const onnx = await import('onnxruntime-node');
  const port = { type: 'float32', dims: [1, CHANNELS, 1, PLACES] } as const;
  const node = {
    op: 'com.microsoft.nchwc.ReorderInput',
    inputs: ['x'],
    outputs: ['y'],
    attributes: { channels_last: 0 },
  };
  const ports = { inputs: [{ ...port, name: 'x' }], outputs: [{ ...port, name: 'y' }] };
  const bytes = encodeModel({ nodes: [node], initializers: [], ...ports, opset: OPSET });
  try {
    const session = await onnx.InferenceSession.create(bytes, sessionOptions({ threads: 1 }));
    const counted = Float32Array.from({ length: CHANNELS * PLACES }, (_, i) => i);
    const { y } = await session.run({ x: new onnx.Tensor('float32', counted, [...port.dims]) });
    await session.release();
    const block = (y.data as Float32Array).indexOf(1);
    return block > 1 ? block : undefined;
  } catch {
    return undefined; // no such convolution here
  }
}
