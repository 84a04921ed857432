// libjpeg-turbo as WebAssembly: the exact decoder that PIL and OpenCV use, so that the pixels are theirs to the bit.
// (The native binding on npm decodes faster, but with the approximate DCT: one grey level off on average.)
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
/** TJPF_RGB. */
const RGB = 0;
/** A decoder with its own memory. */
export function openJpegDecoder() {
    const path = createRequire(import.meta.url).resolve('@cwasm/jpeg-turbo/jpeg-turbo.wasm');
    const module = new WebAssembly.Module(readFileSync(path));
    let instance;
    return {
        decode(bytes) {
            try {
                instance ??= start(module);
                const decoded = instance(bytes);
                if (!decoded)
                    instance = undefined;
                return decoded;
            }
            catch {
                // libjpeg leaves an error by a jump that WebAssembly cannot make: what it held is lost, so it starts anew.
                instance = undefined;
                return undefined;
            }
        },
    };
}
function start(module) {
    const fail = () => {
        throw new Error('libjpeg gave up');
    };
    const none = () => 0;
    const system = {
        environ_sizes_get: none,
        environ_get: fail,
        proc_exit: fail,
        fd_close: fail,
        fd_seek: fail,
        fd_write: fail,
    };
    const { exports } = new WebAssembly.Instance(module, {
        env: { setjmp: none, longjmp: fail },
        wasi_snapshot_preview1: system,
    });
    const jpeg = exports;
    const handle = jpeg.tjInitDecompress();
    const header = jpeg.malloc(16);
    const input = region(jpeg);
    const output = region(jpeg);
    return (bytes) => {
        const at = input(bytes.length);
        new Uint8Array(jpeg.memory.buffer, at, bytes.length).set(bytes);
        if (jpeg.tjDecompressHeader3(handle, at, bytes.length, header, header + 4, header + 8, header + 12) !== 0)
            return undefined;
        const [width, height] = new Uint32Array(jpeg.memory.buffer, header, 2);
        const size = width * height * 3;
        const out = output(size);
        if (jpeg.tjDecompress2(handle, at, bytes.length, out, width, width * 3, height, RGB, 0) !== 0)
            return undefined;
        return { data: new Uint8Array(jpeg.memory.buffer, out, size).slice(), width, height };
    };
}
/** Memory that grows when it must; what was smaller is left to the instance's end. */
function region(jpeg) {
    let start = 0;
    let space = 0;
    return (size) => {
        if (size > space) {
            space = Math.max(size, 2 * space);
            start = jpeg.malloc(space);
            if (start === 0)
                throw new Error('out of memory');
        }
        return start;
    };
}
//# sourceMappingURL=jpegTurbo.js.map