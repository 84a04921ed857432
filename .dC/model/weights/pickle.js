/**
 * Reads Python pickles without being Python: dictionaries, lists, tuples, numbers, strings, and the few callables that
 * the caller allows. Everything else is refused by name, so that a pickle can run nothing. Opcodes: Python's pickletools.
 */
/** What cannot be read, or must not be. */
export class PickleError extends Error {
}
const MARK = Symbol('mark');
/** Reads one pickle, up to and with its STOP. Dictionaries become `Map`, lists and tuples arrays, long integers bigint. */
export function unpickle(bytes, world) {
    const machine = new Machine(bytes, world);
    for (;;) {
        const opcode = bytes.take(1)[0];
        if (opcode === STOP)
            return machine.pop();
        const step = STEPS[opcode];
        if (!step)
            throw new PickleError(`opcode 0x${opcode.toString(16)}, which no checkpoint needs`);
        step(machine);
    }
}
class Machine {
    bytes;
    world;
    stack = [];
    memo = new Map();
    constructor(bytes, world) {
        this.bytes = bytes;
        this.world = world;
    }
    push(value) {
        this.stack.push(value);
    }
    pop() {
        if (this.stack.length === 0)
            throw new PickleError('a value is taken from an empty stack');
        return this.stack.pop();
    }
    top() {
        const value = this.pop();
        this.push(value);
        return value;
    }
    /** What was pushed since the last mark. */
    popToMark() {
        const at = this.stack.lastIndexOf(MARK);
        if (at < 0)
            throw new PickleError('a mark is missing');
        const values = this.stack.splice(at);
        return values.slice(1);
    }
    put(index) {
        this.memo.set(index, this.top());
    }
    memoize() {
        this.put(this.memo.size);
    }
    get(index) {
        if (!this.memo.has(index))
            throw new PickleError(`memo ${index} was never stored`);
        this.push(this.memo.get(index));
    }
    byte() {
        return this.bytes.take(1)[0];
    }
    uint32() {
        return this.bytes.take(4).readUInt32LE();
    }
    text(length) {
        this.push(this.bytes.take(length).toString('utf8'));
    }
    raw(length) {
        this.push(Buffer.from(this.bytes.take(length)));
    }
    /** A length of eight bytes. */
    length() {
        const length = Number(this.bytes.take(8).readBigUInt64LE());
        if (!Number.isSafeInteger(length))
            throw new PickleError(`a length of ${length}`);
        return length;
    }
    line() {
        let text = '';
        for (let letter = this.byte(); letter !== 0x0a; letter = this.byte()) {
            text += String.fromCharCode(letter);
            if (text.length > 1000)
                throw new PickleError('a name of more than 1000 letters');
        }
        return text;
    }
    /** A little-endian two's complement integer. */
    long(length) {
        const bytes = this.bytes.take(length);
        let value = 0n;
        for (let i = length - 1; i >= 0; i--)
            value = (value << 8n) | BigInt(bytes[i]);
        this.push(BigInt.asIntN(8 * length, value));
    }
    global(module, name) {
        const full = `${module}.${name}`;
        const found = this.world.globals.get(full);
        if (!found)
            throw new PickleError(`a reference to ${full}, which no weights need`);
        this.push(found);
    }
    call() {
        const args = this.pop();
        const callee = this.pop();
        const allowed = callee && this.world.globals.get(callee.name) === callee;
        if (!allowed || !callee.call || !Array.isArray(args))
            throw new PickleError('a call of what is no allowed function');
        this.push(callee.call(args));
    }
    setItems(items) {
        const target = this.top();
        if (!(target instanceof Map) || items.length % 2 !== 0)
            throw new PickleError('items for what is no dictionary');
        for (let i = 0; i < items.length; i += 2)
            target.set(items[i], items[i + 1]);
    }
    append(items) {
        const target = this.top();
        if (!Array.isArray(target) || Object.isFrozen(target))
            throw new PickleError('items for what is no list');
        for (const item of items)
            target.push(item);
    }
    tuple(count) {
        const values = Array.from({ length: count }, () => this.pop());
        this.push(Object.freeze(values.reverse()));
    }
    /** The state of an object: only a dictionary's is known here, and it says nothing about its items. */
    build() {
        this.pop();
        if (!(this.top() instanceof Map))
            throw new PickleError('the state of what is no dictionary');
    }
}
const STOP = 0x2e;
const STEPS = {
    0x80: (m) => void m.bytes.take(1), // PROTO
    0x95: (m) => void m.bytes.take(8), // FRAME
    0x28: (m) => m.push(MARK),
    0x30: (m) => void m.pop(),
    0x31: (m) => void m.popToMark(),
    0x4e: (m) => m.push(null),
    0x88: (m) => m.push(true),
    0x89: (m) => m.push(false),
    0x4a: (m) => m.push(m.bytes.take(4).readInt32LE()), // BININT
    0x4b: (m) => m.push(m.byte()), // BININT1
    0x4d: (m) => m.push(m.bytes.take(2).readUInt16LE()), // BININT2
    0x8a: (m) => m.long(m.byte()), // LONG1
    0x47: (m) => m.push(m.bytes.take(8).readDoubleBE()), // BINFLOAT
    0x58: (m) => m.text(m.uint32()), // BINUNICODE
    0x8c: (m) => m.text(m.byte()), // SHORT_BINUNICODE
    0x8d: (m) => m.text(m.length()), // BINUNICODE8
    0x54: (m) => m.text(m.uint32()), // BINSTRING, of Python 2
    0x55: (m) => m.text(m.byte()), // SHORT_BINSTRING
    0x42: (m) => m.raw(m.uint32()), // BINBYTES
    0x43: (m) => m.raw(m.byte()), // SHORT_BINBYTES
    0x7d: (m) => m.push(new Map()), // EMPTY_DICT
    0x64: (m) => {
        const items = m.popToMark(); // DICT
        m.push(new Map());
        m.setItems(items);
    },
    0x5d: (m) => m.push([]), // EMPTY_LIST
    0x6c: (m) => m.push(m.popToMark()), // LIST
    0x29: (m) => m.tuple(0),
    0x85: (m) => m.tuple(1),
    0x86: (m) => m.tuple(2),
    0x87: (m) => m.tuple(3),
    0x74: (m) => m.push(Object.freeze(m.popToMark())), // TUPLE
    0x61: (m) => {
        const item = m.pop(); // APPEND
        m.append([item]);
    },
    0x65: (m) => m.append(m.popToMark()), // APPENDS
    0x73: (m) => {
        const value = m.pop(); // SETITEM
        const key = m.pop();
        m.setItems([key, value]);
    },
    0x75: (m) => m.setItems(m.popToMark()), // SETITEMS
    0x71: (m) => m.put(m.byte()), // BINPUT
    0x72: (m) => m.put(m.uint32()), // LONG_BINPUT
    0x94: (m) => m.memoize(),
    0x68: (m) => m.get(m.byte()), // BINGET
    0x6a: (m) => m.get(m.uint32()), // LONG_BINGET
    0x63: (m) => m.global(m.line(), m.line()), // GLOBAL
    0x93: (m) => {
        const name = String(m.pop()); // STACK_GLOBAL
        m.global(String(m.pop()), name);
    },
    0x52: (m) => m.call(), // REDUCE
    0x81: (m) => m.call(), // NEWOBJ
    0x62: (m) => m.build(), // BUILD
    0x51: (m) => m.push(m.world.persistent(m.pop())), // BINPERSID
};
//# sourceMappingURL=pickle.js.map