// The part of the WebAssembly API that we use; TypeScript has it only among the types of browsers.
declare namespace WebAssembly {
  // eslint-disable-next-line @typescript-eslint/no-extraneous-class -- it is what the platform has
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    readonly exports: Record<string, unknown>;
    constructor(module: Module, imports?: Record<string, Record<string, unknown>>);
  }
  class Memory {
    /** A SharedArrayBuffer where the memory is shared. */
    readonly buffer: ArrayBufferLike;
    /** Sizes in pages of 64 KiB; a shared memory can be given to other threads. */
    constructor(size: { initial: number; maximum?: number; shared?: boolean });
    /** @param pages of 64 KiB */
    grow(pages: number): number;
  }
}
