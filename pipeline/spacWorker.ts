// What a worker thread of the image pool does with SPAC: attributes of images, and captions until one has no fault.
import { seededRandom } from '../data/random.js';
import type { ImageVerdict } from '../data/image.js';
import type { Precision } from '../model/engine/graph.js';
import type { DecodingSettings } from '../model/spac/decoding.js';
import type { SaidAttributes, Seen, Speaker } from '../model/spac/speaker.js';
import type { Attributes } from '../schemas/attributes.js';
import { readCaptioner } from '../schemas/captionerFolder.js';
import { SPAC } from '../schemas/spac.js';
import { type Fault, faultOf, type Gates } from './captionGates.js';
import { speakerOf } from './openSpeaker.js';
import type { Drop } from './stage.js';

/** A trained SPAC as it travels between threads. */
export interface SpacModel {
  readonly folder: string;
  /** Of its description: another one is another model. */
  readonly sha256: string;
  readonly height: number;
  readonly width: number;
  /** Of the part that writes. */
  readonly weights: Precision;
}

/** One caption that is wanted of the image at the same place. */
export interface CaptionWish {
  /** From 0. */
  readonly style: number;
  /** What the random numbers hang on: the image, the style and the seed of the run. */
  readonly seed: string;
  readonly attributes: Attributes;
  readonly decoding: DecodingSettings;
}

export interface MadeCaption {
  readonly text: string;
  /** Captions that were made before it and had a fault. */
  readonly discarded: number;
}

const speakers = new Map<string, Promise<Speaker>>();

async function openFolder({ folder, weights }: SpacModel, threads: number): Promise<Speaker> {
  const found = await readCaptioner(folder);
  if (found.kind !== SPAC) throw new Error(`${folder} holds a captioner of kind ${found.kind}.`);
  return speakerOf(found, { threads, weights });
}

/** The worker's own one, opened once. */
export function speakerFor(model: SpacModel, threads: number): Promise<Speaker> {
  const key = `${model.folder} ${model.sha256} ${model.weights}`;
  let speaker = speakers.get(key);
  if (!speaker) speakers.set(key, (speaker = openFolder(model, threads)));
  return speaker;
}

/** Six attributes an image. */
export async function sayAttributes(
  speaker: Speaker,
  pictures: readonly ImageVerdict<Uint8Array>[],
): Promise<ImageVerdict<SaidAttributes>[]> {
  const looked = await speaker.look(pictures);
  const said = await speaker.attributes(looked.flatMap((verdict) => (verdict.kind === 'keep' ? [verdict.value] : [])));
  let next = 0;
  return looked.map((verdict) => (verdict.kind === 'drop' ? verdict : { kind: 'keep', value: said[next++] }));
}

interface Open {
  readonly at: number;
  readonly seen: Seen;
  readonly wish: CaptionWish;
}

/** After `gates.attempts` regenerations a caption that still has a fault is dropped, with the last one's. */
export async function sayCaptions(
  speaker: Speaker,
  pictures: readonly ImageVerdict<Uint8Array>[],
  { wishes, gates }: { wishes: readonly (readonly CaptionWish[])[]; gates: Gates },
): Promise<Array<Drop | { kind: 'keep'; value: MadeCaption }>> {
  const looked = await speaker.look(pictures);
  const results: Array<Drop | { kind: 'keep'; value: MadeCaption }> = [];
  let open: Open[] = [];
  looked.forEach((verdict, i) => {
    for (const wish of wishes[i]) {
      if (verdict.kind === 'drop') results.push(verdict);
      else open.push({ at: results.push({ kind: 'drop', reason: '' }) - 1, seen: verdict.value, wish });
    }
  });
  for (let attempt = 0; attempt <= gates.attempts && open.length > 0; attempt++) {
    const texts = await write(speaker, open, attempt);
    open = open.filter(({ at, wish }, i) => {
      const fault = faultOf(texts[i], wish.attributes, gates);
      results[at] = fault ? dropFor(fault) : { kind: 'keep', value: { text: texts[i]!, discarded: attempt } };
      return fault !== undefined;
    });
  }
  return results;
}

const dropFor = (fault: Fault): Drop => ({ kind: 'drop', ...fault });

/** Texts with the same way of decoding are written together. A second attempt draws its words, or it would be the first again. */
async function write(speaker: Speaker, open: readonly Open[], attempt: number): Promise<(string | undefined)[]> {
  const texts: (string | undefined)[] = [];
  const groups = new Map<string, number[]>();
  open.forEach(({ wish }, i) => {
    const key = JSON.stringify(wish.decoding);
    groups.set(key, [...(groups.get(key) ?? []), i]);
  });
  for (const members of groups.values()) {
    const { decoding } = open[members[0]].wish;
    const requests = members.map((i) => {
      const { seen, wish } = open[i];
      return { seen, style: wish.style, random: seededRandom(`${wish.seed}/${attempt}`) };
    });
    const settings: DecodingSettings = attempt === 0 ? decoding : { ...decoding, method: 'nucleus' };
    const said = await speaker.captions(requests, settings);
    members.forEach((i, k) => (texts[i] = said[k]));
  }
  return texts;
}
