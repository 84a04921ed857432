/**
 * Where the bytes of one image lie: a whole file, or a slice of one (a value inside an LMDB).
 * This is what travels between threads instead of pixels.
 */
export interface ByteRange {
  readonly path: string;
  /** First byte; 0 for a whole file. */
  readonly offset: number;
  /** Number of bytes. */
  readonly length: number;
}
