// What a phrase says, in words that all captions have in common: "navy slacks" are blue pants.
import type { Slot } from '../../schemas/attributes.js';
import { type Kind, kindNamed } from './lexicon.js';
import { phraseTerms, type Term } from './terms.js';

export interface Facts {
  /** Names of the things, the canonical nouns: `t-shirt`, `pants`, `backpack`. Of persons none. */
  readonly garments: readonly string[];
  /** Families, each once: `blue` of navy, `red` of maroon, `beige` of khaki and tan, `grey` of gray. */
  readonly colours: readonly string[];
  /** Colours of stripes, soles and prints: "shirt with white stripes". */
  readonly accents: readonly string[];
  /** Of hair or a garment: `short`, `medium`, `long`, `knee`. */
  readonly length?: string;
  readonly pattern?: string;
  /** `short`, `long`, `three-quarter`, `sleeveless`. */
  readonly sleeve?: string;
  readonly gender?: 'male' | 'female';
}

const CACHE = new Map<string, Facts>();
/** Phrases are few and come again; a captioner's may be any number. */
const CACHED = 50_000;

/** The facts of one slot's phrase. A phrase of words that the lexicon does not have says nothing. */
export function factsOf(slot: Slot, phrase: string): Facts {
  const key = `${slot}:${phrase}`;
  const cached = CACHE.get(key);
  if (cached) return cached;
  if (CACHE.size >= CACHED) CACHE.clear();
  const facts = readFacts(slot, phraseTerms(phrase));
  CACHE.set(key, facts);
  return facts;
}

function readFacts(slot: Slot, terms: readonly Term[]): Facts {
  const behind = terms.findIndex(({ words }, i) => i > 0 && words === 'with');
  const main = behind < 0 ? terms : terms.slice(0, behind);
  const rest = behind < 0 ? [] : terms.slice(behind);
  const value = (role: string): string | undefined => terms.find(({ entry }) => entry.role === role)?.entry.value;
  const colours = coloursOf(main);
  return {
    garments: slot === 'gender' ? [] : thingsOf(slot, main),
    colours,
    accents: coloursOf(rest).filter((each) => !colours.includes(each)),
    ...defined('length', slot === 'head' ? hairLength(main) : value('length')),
    ...defined('pattern', value('pattern')),
    ...defined('sleeve', value('sleeve')),
    ...(slot === 'gender' ? defined('gender', genderOf(main)) : {}),
  };
}

const defined = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> =>
  value === undefined ? {} : ({ [key]: value } as Record<K, V>);

const coloursOf = (terms: readonly Term[]): string[] => [
  ...new Set(terms.flatMap(({ entry }) => (entry.role === 'colour' ? [entry.value!] : []))),
];

/** Nouns that are no first part of another: of "polo shirt and cap" the shirt and the cap. */
function thingsOf(slot: Slot, terms: readonly Term[]): string[] {
  const things = terms.filter(({ entry }, i) => {
    const kind = entry.kind;
    if (!kind || kind.slot === 'gender' || (kind.slot !== slot && slot !== 'belongings')) return false;
    const next = terms[i + 1]?.entry;
    const isFirst = next?.kind !== undefined && (entry.adjectival || next.kind.slot === kind.slot);
    return !isFirst && !(next?.noun === 'part' && !next.role);
  });
  return [...new Set(things.map(({ entry }) => entry.kind!.name))];
}

const LONG_AT = /^(?:waist|back|chest|mid back|upper back)$/;

/** The length that is said, or the place down to which the hair hangs. */
function hairLength(terms: readonly Term[]): string | undefined {
  const said = terms.find(({ entry }) => entry.role === 'length' && entry.value !== 'knee')?.entry.value;
  if (said !== undefined) return said;
  const place = terms.find(({ entry }, i) => entry.noun === 'body' && i > 0 && !entry.kind)?.words;
  if (place === undefined || !terms.some(({ words }) => /^(?:past|to|below|over|down|on|around|about)$/.test(words)))
    return undefined;
  if (LONG_AT.test(place)) return 'long';
  return /^shoulders?$/.test(place) ? 'medium' : undefined;
}

function genderOf(terms: readonly Term[]): Facts['gender'] {
  const last = terms.findLast(({ entry }) => entry.kind?.slot === 'gender' && !isNeutral(entry.kind));
  if (!last) return undefined;
  return last.entry.kind!.ancestry.includes('man') ? 'male' : 'female';
}

const isNeutral = (kind: Kind): boolean => kind.ancestry.includes('person');

/** The kinds of a phrase's things. */
export const kindsOf = (facts: Facts): Kind[] => facts.garments.map(kindNamed);

/** Families that people do not keep apart: what one calls beige another calls brown. */
const NEAR: ReadonlySet<string> = new Set(
  `beige brown, beige white, beige yellow, teal blue, teal green, red orange, pink purple, blonde yellow, blonde brown,
   blonde beige, orange brown, pink red`
    .split(/,\s*/)
    .flatMap((pair) => [pair.trim(), pair.trim().split(' ').reverse().join(' ')]),
);

/** Whether two colour families may be said of one thing. Many colours agree with any. */
export function coloursAgree(a: string, b: string): boolean {
  return a === b || a === 'multicoloured' || b === 'multicoloured' || NEAR.has(`${a} ${b}`);
}
