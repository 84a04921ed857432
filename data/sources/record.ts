import type { ByteRange } from '../byteRange.js';

/**
 * One image as a source's own layout names it; no policy. A reader yields records in ascending `key` order
 * (bytewise), so the images of one identity arrive together and a re-run is deterministic.
 */
export interface SourceImage {
  /** LMDB key, or the path relative to the ingested folder with `/`. Unique in a source. */
  readonly key: string;
  /** Video or scene that the source records, '' where it records none. Identities never mix across scenes. */
  readonly scene: string;
  /** The source's own identity label; unique inside a scene only. */
  readonly identity: string;
  /** Camera or view of the tracklet, '' where there is one tracklet an identity. */
  readonly camera: string;
  readonly bytes: ByteRange;
  /** Modification time of the file that holds the bytes, in whole milliseconds. */
  readonly modified: number;
}
