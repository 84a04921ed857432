/**
 * A tfjs backend whose kernels append ONNX nodes instead of computing. Because tfjs' gradients are made of kernels
 * themselves, tracing `tf.valueAndGrads` of an ordinary function records the forward and the backward pass.
 */
import type { BackendValues, DataType, TensorInfo } from '@tensorflow/tfjs';
import type { DType, Graph, Value } from './graph.js';
import type { Elements } from './layout.js';
import { tf } from './tfjs.js';

export const TRACE = 'trace';

export class TraceBackend extends tf.KernelBackend {
  private values = new WeakMap<object, Value>();
  private current: Graph | undefined;

  /** The graph of the trace that is running. */
  get graph(): Graph {
    if (!this.current) throw new Error('The trace backend is used outside of trace().');
    return this.current;
  }

  begin(graph: Graph): void {
    if (this.current) throw new Error('A trace is running already: traces do not nest.');
    this.current = graph;
  }

  end(): void {
    this.current = undefined;
    this.values = new WeakMap();
  }

  /** A tensor handle for a value. */
  wrap(value: Value): TensorInfo {
    const dataId = {};
    this.values.set(dataId, value);
    return { dataId, shape: [...value.shape], dtype: value.dtype };
  }

  /** The value behind a tensor; a tensor of another backend is a constant. */
  value(info: TensorInfo): Value {
    const known = this.values.get(info.dataId);
    if (known) return known;
    const constant = toElements(tf.engine().readSync(info.dataId), info.dtype);
    return { shape: info.shape, dtype: traceable(info.dtype), constant };
  }

  override write(values: BackendValues, shape: number[], dtype: DataType): object {
    return this.wrap({ shape, dtype: traceable(dtype), constant: toElements(values, dtype) }).dataId;
  }

  override move(dataId: object, values: BackendValues, shape: number[], dtype: DataType): void {
    this.values.set(dataId, { shape, dtype: traceable(dtype), constant: toElements(values, dtype) });
  }

  override readSync(dataId: object): Elements {
    const value = this.values.get(dataId);
    if (value?.constant) return value.constant;
    throw new Error(
      value
        ? `The value of a traced tensor was asked for (dataSync, arraySync or data), but it is only known when the ` +
            `compiled graph runs: edge ${String(value.name)} of shape [${value.shape.join()}].`
        : 'This tensor belongs to a trace that has ended.',
    );
  }

  override read(dataId: object): Promise<Elements> {
    return Promise.resolve().then(() => this.readSync(dataId));
  }

  // Values live as long as the trace, so that a disposed tensor's edge stays usable for the tape.
  override disposeData(): boolean {
    return true;
  }
  override numDataIds(): number {
    return 0;
  }
  override refCount(): number {
    return 1;
  }
  override incRef(): void {
    return;
  }
  decRef(): void {
    return;
  }
  override memory(): { unreliable: boolean } {
    return { unreliable: true };
  }
  override floatPrecision(): 16 | 32 {
    return 32;
  }
  override epsilon(): number {
    return 1e-7;
  }
  override timerAvailable(): boolean {
    return false;
  }
}

function traceable(dtype: DataType): DType {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new Error(`A traced graph holds float32, int32 and bool tensors, not ${dtype}.`);
}

/** Arrays of the right kind are not copied: a graph is written before whoever gave them can change them. */
export function toElements(values: BackendValues, dtype: DataType): Elements {
  const numbers = values as Elements;
  if (dtype === 'int32') return numbers instanceof Int32Array ? numbers : Int32Array.from(numbers);
  if (dtype === 'bool') return Uint8Array.from(numbers, Number);
  return numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);
}
