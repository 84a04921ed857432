// A pair of encoders that can be worked out by hand: a picture's mean colour, and the sum of the colours that a text names.
import { join } from 'node:path';
import { encodeModel } from '../../model/engine/onnxWriter.js';
import { put } from './world.js';
export const COLOUR_WORDS = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'red', 'green', 'blue', 'a', 'coat'];
const tensor = (name, dims, data) => ({
    name,
    type: data instanceof Float32Array ? 'float32' : 'int64',
    dims,
    bytes: new Uint8Array(data.buffer),
});
/** Writes `image.onnx`, `text.onnx` and `vocab.txt`. */
export function writeColourEncoders(dir, options = {}) {
    put(join(dir, 'image.onnx'), imageEncoder(options));
    put(join(dir, 'text.onnx'), textEncoder(options));
    put(join(dir, 'vocab.txt'), `${COLOUR_WORDS.join('\n')}\n`);
}
function imageEncoder({ size = [-1, -1] }) {
    const [height, width] = size;
    return encodeModel({
        opset: 17,
        nodes: [
            { op: 'GlobalAveragePool', inputs: ['pictures'], outputs: ['means'], attributes: {} },
            { op: 'Flatten', inputs: ['means'], outputs: ['embedding'], attributes: { axis: 1 } },
        ],
        initializers: [],
        inputs: [{ name: 'pictures', type: 'float32', dims: ['n', 3, height < 0 ? 'h' : height, width < 0 ? 'w' : width] }],
        // The maps come first: an output of four axes is no embedding.
        outputs: [
            { name: 'means', type: 'float32', dims: ['n', 3, 1, 1] },
            { name: 'embedding', type: 'float32', dims: ['n', 3] },
        ],
    });
}
function textEncoder({ type = 'int64', length, width = 3 }) {
    const table = new Float32Array(COLOUR_WORDS.length * width);
    COLOUR_WORDS.forEach((word, id) => {
        const channel = ['red', 'green', 'blue'].indexOf(word);
        if (channel >= 0)
            table[id * width + channel] = 1;
    });
    // Padding that counted would show.
    table.fill(100, 0, width);
    const row = ['n', length ?? 'l'];
    return encodeModel({
        opset: 17,
        nodes: [
            { op: 'Gather', inputs: ['table', 'input_ids'], outputs: ['rows'], attributes: {} },
            { op: 'Cast', inputs: ['attention_mask'], outputs: ['weights'], attributes: { to: 1 } },
            { op: 'Unsqueeze', inputs: ['weights', 'last'], outputs: ['column'], attributes: {} },
            { op: 'Mul', inputs: ['rows', 'column'], outputs: ['told'], attributes: {} },
            { op: 'ReduceSum', inputs: ['told', 'tokens'], outputs: ['embedding'], attributes: { keepdims: 0 } },
        ],
        initializers: [
            tensor('table', [COLOUR_WORDS.length, width], table),
            tensor('last', [1], BigInt64Array.of(2n)),
            tensor('tokens', [1], BigInt64Array.of(1n)),
        ],
        inputs: [
            { name: 'input_ids', type: type === 'float32' ? 'int32' : type, dims: row },
            { name: 'attention_mask', type, dims: row },
        ],
        outputs: [{ name: 'embedding', type: 'float32', dims: ['n', width] }],
    });
}
//# sourceMappingURL=colourEncoders.js.map