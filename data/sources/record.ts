import type { ByteRange } from '../byteRange.js';

/** The data sets that can be ingested; `folder` is anybody's own images. */
export type SourceKind = 'luperson-nl' | 'lpw' | 'folder';

/** How many a data set's publication counts. Users hold subsets, so a difference is worth a warning only. */
export interface PublishedCounts {
  readonly images: number;
  readonly identities: number;
  readonly tracklets?: number;
}

/**
 * One image as a source's own layout names it; no policy. A reader yields records in ascending `key` order
 * (bytewise), so the images of one tracklet (scene, identity, camera) arrive together and a re-run is deterministic.
 * Tracklets of one identity may lie far apart: LPW's keys put the camera before the identity.
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

/** Told of each file or folder (with a final `/`) that a scan passes over; the path is relative to the ingested folder. */
export type OnIgnored = (path: string) => void;

/** A data set on disk whose layout was recognised. */
export interface SourceReader {
  readonly kind: SourceKind;
  /** How it lies on disk: `lmdb | raw` (LUPerson-NL), `full | slim` (LPW), `folders`. */
  readonly layout: string;
  /** Absolute path of the folder that keys are relative to, or of the `data.mdb`. */
  readonly root: string;
  /** Images, where the source knows without a scan. */
  readonly expectedCount?: number;
  readonly published?: PublishedCounts;
  /** What the user should know about how the layout was read, a sentence each. */
  readonly notes: readonly string[];
  /**
   * Every image in ascending key order, in bounded memory; can be repeated.
   * Throws UserError bad_layout at an image that the layout has no place for, bad_file at what cannot be read.
   */
  scan(onIgnored?: OnIgnored): AsyncIterable<SourceImage>;
}
