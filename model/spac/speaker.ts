/** A trained SPAC at work: it looks at pictures once, then says phrases and captions of what it saw. */
import type { Random } from '../../data/random.js';
import type { Vocabulary } from '../../data/tokens/bytePairs.js';
import { type Attributes, NONE, type Slot, SLOTS, UNKNOWN } from '../../schemas/attributes.js';
import { type ImageModel, openInference } from '../engine/inference.js';
import { type DecoderOptions, openGpt2Decoder } from '../nn/gpt2Decoder.js';
import type { Parameters } from '../nn/parameters.js';
import { type DecodingSettings, type Rules, unsayable } from './decoding.js';
import { type Generated, generate } from './generate.js';
import type { SpacNet } from './network.js';
import { ATTRIBUTE_PREFIX, STYLE_PREFIX } from './prefix.js';

/** What was seen of one picture. */
export interface Seen {
  /** (18, D) prefixes of the six phrases. */
  readonly attributes: Float32Array;
  /** (S*23, D) prefixes of the styles' sentences. */
  readonly styles: Float32Array;
}

type Verdict<T> = { readonly kind: 'keep'; readonly value: T } | { readonly kind: 'drop'; readonly reason: string };

export interface SaidAttributes {
  readonly attributes: Attributes;
  /** Mean probability of the phrase's words (geometric), 0..1; null where it is `unknown`. */
  readonly confidence: Readonly<Record<Slot, number | null>>;
}

export interface CaptionRequest {
  readonly seen: Seen;
  /** From 0. */
  readonly style: number;
  readonly random: Random;
}

export interface Speaker {
  look(pictures: readonly Verdict<Uint8Array>[]): Promise<Verdict<Seen>[]>;
  attributes(seen: readonly Seen[]): Promise<SaidAttributes[]>;
  /** A text each; undefined where it did not come to an end. */
  captions(requests: readonly CaptionRequest[], settings: DecodingSettings): Promise<(string | undefined)[]>;
  release(): Promise<void>;
}

export interface SpeakerParts {
  readonly net: SpacNet;
  /** All of them, or those of the generator alone, under `generator/`. */
  readonly parameters: Parameters;
  readonly vocabulary: Vocabulary;
  /** The exported encoder: where it lies and how its pictures are prepared. */
  readonly encoder: ImageModel;
  /** Its bytes, where it does not lie there yet. */
  readonly encoderBytes?: Uint8Array;
  /** Words of a phrase at most. */
  readonly phraseWords: number;
}

export const ENCODER_OUTPUTS = ['attributes', 'styles'];
/** Texts written at once. */
const TEXTS = 96;

export async function openSpeaker(parts: SpeakerParts, options: DecoderOptions = {}): Promise<Speaker> {
  const { net, vocabulary, phraseWords } = parts;
  const { width } = net.generator;
  const encoder = await openInference(
    { ...parts.encoder, outputs: ENCODER_OUTPUTS },
    options.threads,
    parts.encoderBytes,
  );
  const decoder = await openGpt2Decoder(net.generator, generatorOf(parts.parameters), options);
  const banned = unsayable(vocabulary);
  const nothing = new Set([UNKNOWN, NONE].flatMap((phrase) => vocabulary.encode(phrase).slice(0, 1)));
  const write = async (
    prefixes: readonly Float32Array[],
    { length, randoms, ...own }: { length: number; randoms: readonly Random[] } & Pick<Rules, 'settings' | 'nothing'>,
  ): Promise<Generated[]> => {
    const texts: Generated[] = [];
    for (let i = 0; i < prefixes.length; i += TEXTS) {
      const part = prefixes.slice(i, i + TEXTS);
      const request = { prefix: joined(part), length, randoms: randoms.slice(i, i + TEXTS) };
      texts.push(...(await generate(decoder, request, { banned, end: vocabulary.end, ...own })));
    }
    return texts;
  };
  return {
    look: async (pictures) =>
      (await encoder.run(pictures)).map((verdict) =>
        verdict.kind === 'drop'
          ? verdict
          : { kind: 'keep', value: { attributes: verdict.value[0], styles: verdict.value[1] } },
      ),
    attributes: async (seen) => {
      const size = ATTRIBUTE_PREFIX * width;
      const prefixes = seen.flatMap((own) => SLOTS.map((_, s) => own.attributes.subarray(s * size, (s + 1) * size)));
      const settings = { ...PHRASES, maxWords: phraseWords };
      const randoms = prefixes.map(() => never);
      const texts = await write(prefixes, { length: ATTRIBUTE_PREFIX, randoms, settings, nothing });
      return seen.map((_, i) => attributesFrom(texts.slice(i * SLOTS.length, (i + 1) * SLOTS.length), vocabulary));
    },
    captions: async (requests, settings) => {
      const size = STYLE_PREFIX * width;
      const prefixes = requests.map(({ seen, style }) => seen.styles.subarray(style * size, (style + 1) * size));
      const randoms = requests.map(({ random }) => random);
      const texts = await write(prefixes, { length: STYLE_PREFIX, randoms, settings });
      return texts.map(({ words, ended }) => (ended ? vocabulary.decode(words) : undefined));
    },
    release: async () => {
      await encoder.release();
      await decoder.release();
    },
  };
}

const never: Random = () => {
  throw new Error('Greedy decoding draws nothing.');
};

/** Of attribute phrases, which are short and need no variety. */
const PHRASES: Omit<DecodingSettings, 'maxWords'> = {
  method: 'greedy',
  topP: 1,
  temperature: 1,
  beams: 1,
  minWords: 1,
  noRepeat: 0,
};

/** The generator's own parameters, which all of them hold under `generator/`. */
export function generatorOf(parameters: Parameters): Parameters {
  const name = 'generator/';
  const own = Object.entries(parameters).filter(([key]) => key.startsWith(name));
  return Object.fromEntries(own.map(([key, parameter]) => [key.slice(name.length), parameter]));
}

function joined(rows: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(rows.length * rows[0].length);
  rows.forEach((row, i) => all.set(row, i * row.length));
  return all;
}

/** A phrase that does not come to an end, or to nothing, is not known; commas would break the annotation's format. */
function attributesFrom(texts: readonly Generated[], vocabulary: Vocabulary): SaidAttributes {
  const attributes = {} as Attributes;
  const confidence = {} as Record<Slot, number | null>;
  SLOTS.forEach((slot, i) => {
    const { words, logShare, ended } = texts[i];
    const phrase = vocabulary.decode(words).toLowerCase().replaceAll(',', '').replace(/\s+/g, ' ').trim();
    attributes[slot] = ended && phrase !== '' ? phrase : UNKNOWN;
    confidence[slot] = attributes[slot] === UNKNOWN ? null : Math.exp(logShare);
  });
  // Only a belonging can be seen to be absent.
  for (const slot of SLOTS)
    if (attributes[slot] === NONE && slot !== 'belongings' && slot !== 'head') attributes[slot] = UNKNOWN;
  return { attributes, confidence };
}
