import { tf } from './tfjs.js';
export const TRACE = 'trace';
export class TraceBackend extends tf.KernelBackend {
    values = new WeakMap();
    current;
    /** The graph of the trace that is running. */
    get graph() {
        if (!this.current)
            throw new Error('The trace backend is used outside of trace().');
        return this.current;
    }
    begin(graph) {
        if (this.current)
            throw new Error('A trace is running already: traces do not nest.');
        this.current = graph;
    }
    end() {
        this.current = undefined;
        this.values = new WeakMap();
    }
    /** A tensor handle for a value. */
    wrap(value) {
        const dataId = {};
        this.values.set(dataId, value);
        return { dataId, shape: [...value.shape], dtype: value.dtype };
    }
    /** The value behind a tensor; a tensor of another backend is a constant. */
    value(info) {
        const known = this.values.get(info.dataId);
        if (known)
            return known;
        const constant = toElements(tf.engine().readSync(info.dataId), info.dtype);
        return { shape: info.shape, dtype: traceable(info.dtype), constant };
    }
    write(values, shape, dtype) {
        return this.wrap({ shape, dtype: traceable(dtype), constant: toElements(values, dtype) }).dataId;
    }
    move(dataId, values, shape, dtype) {
        this.values.set(dataId, { shape, dtype: traceable(dtype), constant: toElements(values, dtype) });
    }
    readSync(dataId) {
        const value = this.values.get(dataId);
        if (value?.constant)
            return value.constant;
        throw new Error(value
            ? `The value of a traced tensor was asked for (dataSync, arraySync or data), but it is only known when the ` +
                `compiled graph runs: edge ${String(value.name)} of shape [${value.shape.join()}].`
            : 'This tensor belongs to a trace that has ended.');
    }
    read(dataId) {
        return Promise.resolve().then(() => this.readSync(dataId));
    }
    // Values live as long as the trace, so that a disposed tensor's edge stays usable for the tape.
    disposeData() {
        return true;
    }
    numDataIds() {
        return 0;
    }
    refCount() {
        return 1;
    }
    incRef() {
        return;
    }
    decRef() {
        return;
    }
    memory() {
        return { unreliable: true };
    }
    floatPrecision() {
        return 32;
    }
    epsilon() {
        return 1e-7;
    }
    timerAvailable() {
        return false;
    }
}
function traceable(dtype) {
    if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool')
        return dtype;
    throw new Error(`A traced graph holds float32, int32 and bool tensors, not ${dtype}.`);
}
/** Arrays of the right kind are not copied: a graph is written before whoever gave them can change them. */
export function toElements(values, dtype) {
    const numbers = values;
    if (dtype === 'int32')
        return numbers instanceof Int32Array ? numbers : Int32Array.from(numbers);
    if (dtype === 'bool')
        return Uint8Array.from(numbers, Number);
    return numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);
}
//# sourceMappingURL=traceBackend.js.map