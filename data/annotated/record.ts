/** An annotated set of people as the classifier's training sees it, whatever its layout on disk. */
import { createHash } from 'node:crypto';
import type { Head } from '../../schemas/heads.js';
import { type Random, shuffle } from '../random.js';
import type { Labels } from './heads.js';

export const ANNOTATED_KINDS = ['peta', 'market-1501-attributes', 'pa-100k', 'drawn'] as const;
export type AnnotatedKind = (typeof ANNOTATED_KINDS)[number];

export interface AnnotatedImage {
  /** Path below the set's folder with `/`; unique in the set. */
  readonly key: string;
  /** The image file. */
  readonly path: string;
  /** Unique in the set; the image's own key where the set publishes no identities. */
  readonly identity: string;
  /** Sub-set or camera network that the image is from, where the set tells. */
  readonly scene?: string;
  /** The set's official split, given only where no identities are published. */
  readonly split?: 'train' | 'heldOut';
  readonly labels: Labels;
}

export interface AnnotatedSet {
  readonly kind: AnnotatedKind;
  /** What was found, for people to read. */
  readonly layout: string;
  /** The common heads that the set has labels for. */
  readonly heads: readonly Head[];
  /** Ascending by key. */
  readonly records: readonly AnnotatedImage[];
  /** What was counted and left out: images without labels, labels without images. */
  readonly warnings: readonly string[];
}

/**
 * Training and held-out images that share no identity: `fraction` of the identities, drawn with `random`, is held out
 * (at least one when there are two). Records with an official split stay in it. Deterministic, whatever the order.
 */
export function splitByIdentity(
  records: readonly AnnotatedImage[],
  fraction: number,
  random: Random,
): { train: AnnotatedImage[]; heldOut: AnnotatedImage[] } {
  const free = records.filter((record) => record.split === undefined);
  const identities = shuffle(random, [...new Set(free.map((record) => record.identity))].sort());
  const least = fraction > 0 && identities.length > 1 ? 1 : 0;
  const most = Math.max(least, identities.length - 1);
  const count = Math.min(most, Math.max(least, Math.round(fraction * identities.length)));
  const held = new Set(identities.slice(0, count));
  const isHeldOut = (record: AnnotatedImage): boolean =>
    record.split === undefined ? held.has(record.identity) : record.split === 'heldOut';
  return { train: records.filter((record) => !isHeldOut(record)), heldOut: records.filter(isHeldOut) };
}

/** SHA-256 over keys, identities and labels: changes when the annotation does. Pixels are not read. */
export function annotationFingerprint(records: readonly AnnotatedImage[]): string {
  const hash = createHash('sha256');
  for (const { key, identity, labels } of records) {
    const sorted = Object.keys(labels)
      .sort()
      .map((name) => [name, labels[name]]);
    hash.update(JSON.stringify([key, identity, sorted]) + '\n');
  }
  return hash.digest('hex');
}

/** Heads named by any record, once each. */
export function labelledHeads(records: readonly AnnotatedImage[]): Set<string> {
  const names = new Set<string>();
  for (const record of records) for (const name of Object.keys(record.labels)) names.add(name);
  return names;
}
