import { add as addIntegers, assembleModule, body, F64, get, I32, loopWhileLess, number, section, set, signature, simd, text, unsigned, V128, vector, } from '../../data/wasm.js';
/** A kernel over a memory of its caller's. */
export function instantiateKernel(formula, shape, memory) {
    const shared = memory.buffer instanceof SharedArrayBuffer;
    const pages = memory.buffer.byteLength / 65536;
    const module = new WebAssembly.Module(assemble(formula, shape, { shared, pages }));
    return new WebAssembly.Instance(module, { its: { memory } }).exports.update;
}
const BYTES = 4;
const promote = (c) => [c, simd(0x5f)];
const demote = (c) => [c, simd(0x5e)];
const load2 = (at) => [at, simd(0x5d, 2, 0), simd(0x5f)];
const store2 = (at, value) => [at, value, simd(0x5e), simd(0x5b, 2, 0, 0)];
const double = (value) => [0x44, [...new Uint8Array(Float64Array.of(value).buffer)], simd(0x14)];
function assemble(formula, { slots, scalars }, { shared, pages }) {
    const parameters = [...new Array(3 + slots).fill(I32), ...new Array(scalars).fill(F64)];
    const { code, vectors } = loop(formula, { slots, scalars });
    const size = [shared ? 3 : 1, unsigned(pages), unsigned(pages)];
    return assembleModule(section(1, vector([signature(parameters)])), section(2, vector([[text('its'), text('memory'), 2, size]])), section(3, vector([[0]])), section(7, vector([[text('update'), 0, 0]])), section(10, vector([
        body([
            [1, I32],
            [unsigned(vectors), V128],
        ], code),
    ])));
}
function loop(formula, { slots, scalars }) {
    const [count, first] = [0, 1];
    const at = 3 + slots + scalars;
    const before = [];
    const inside = [];
    let locals = at + 1;
    const local = (where, value) => {
        where.push(set(locals, value));
        return get(locals++);
    };
    const constants = new Map();
    const code = (value) => {
        if (typeof value !== 'number')
            return value;
        const known = constants.get(value) ?? local(before, double(value));
        constants.set(value, known);
        return known;
    };
    const address = (array) => addIntegers(get(first + array), get(at));
    const binary = (op) => (a, b) => [code(a), code(b), simd(op)];
    const [weights, gradient, ...own] = Array.from({ length: 2 + slots }, (_, i) => local(inside, load2(address(i))));
    const given = Array.from({ length: scalars }, (_, i) => local(before, [get(3 + slots + i), simd(0x14)]));
    const result = formula({ weights, gradient, slots: own, scalars: given }, {
        add: binary(0xf0),
        subtract: binary(0xf1),
        multiply: binary(0xf2),
        divide: (a, b) => promote([demote(code(a)), demote(code(b)), simd(0xe7)]),
        sqrt: (a) => promote([demote(code(a)), simd(0xe3)]),
        once: (a) => local(inside, code(a)),
    });
    const stores = [
        store2(address(0), code(result.weights)),
        ...result.slots.map((value, i) => store2(address(2 + i), code(value))),
    ];
    const next = set(at, addIntegers(get(at), number(2 * BYTES)));
    const end = [get(count), number(BYTES), 0x6c];
    return { code: [before, loopWhileLess([inside, stores, next], get(at), end)], vectors: locals - at - 1 };
}
//# sourceMappingURL=kernel.js.map