/** What a drawn person wears and carries, in the words that one annotator would use. */
import { pick, type Random } from '../random.js';
import type { DrawnLabels } from './person.js';

/** An annotator's own words for what can be named in two ways. */
export interface Vocabulary {
  readonly male: readonly string[];
  readonly female: readonly string[];
  readonly grey: string;
  readonly trousers: readonly string[];
  readonly sweater: readonly string[];
  readonly sneakers: readonly string[];
  readonly leatherShoes: readonly string[];
  readonly backpack: readonly string[];
  readonly shoulderBag: readonly string[];
  readonly handbag: readonly string[];
  readonly plasticBag: readonly string[];
  readonly suitcase: readonly string[];
}

/** How often a part is told, 0..1: people leave out what they do not see, or do not think of. */
export interface Habits {
  readonly head: number;
  readonly sleeves: number;
  readonly pattern: number;
  readonly lower: number;
  readonly shoes: number;
  readonly bag: number;
}

export interface Annotator {
  readonly vocabulary: Vocabulary;
  readonly habits: Habits;
}

/** Noun phrases without an article; what is left out or not there is undefined. */
export interface Description {
  readonly who: string;
  readonly head?: string;
  readonly upper: string;
  readonly lower?: string;
  readonly shoes?: string;
  readonly bag?: string;
}

const BAGS = ['backpack', 'shoulderBag', 'handbag', 'plasticBag', 'suitcase'] as const;

export function describePerson(labels: DrawnLabels, { vocabulary, habits }: Annotator, random: Random): Description {
  const said = (part: keyof Habits): boolean => random() < habits[part];
  const colour = (name: string): string => (name === 'grey' ? vocabulary.grey : name);
  const bag = BAGS.find((each) => labels[each]);
  const { lowerType, shoeType } = labels;
  const lower = lowerType === 'trousers' ? pick(random, vocabulary.trousers) : lowerType;
  const shoes =
    shoeType === 'sneakers'
      ? pick(random, vocabulary.sneakers)
      : shoeType === 'leather shoes'
        ? pick(random, vocabulary.leatherShoes)
        : shoeType;
  return {
    who: pick(random, vocabulary[labels.gender]),
    head: said('head') ? headPhrase(labels, colour) : undefined,
    upper: upperPhrase(labels, { colour, vocabulary, sleeves: said('sleeves'), pattern: said('pattern') }, random),
    lower: said('lower') ? `${colour(labels.lowerColor)} ${lower}` : undefined,
    shoes: said('shoes') ? `${colour(labels.shoeColor)} ${shoes}` : undefined,
    bag: bag && said('bag') ? pick(random, vocabulary[bag]) : undefined,
  };
}

function headPhrase({ hairLength, hairColor, hat }: DrawnLabels, colour: (name: string) => string): string {
  if (hairLength === 'bald') return hat ? 'hat' : 'bald head';
  const hair = `${hairLength} ${colour(hairColor ?? 'black')} hair`;
  return hat ? `${hair} and hat` : hair;
}

const SLEEVES = { short: 'short-sleeved', long: 'long-sleeved', sleeveless: 'sleeveless' } as const;

function upperPhrase(
  { upperColor, upperType, upperSleeve, upperPattern }: DrawnLabels,
  how: { colour: (name: string) => string; vocabulary: Vocabulary; sleeves: boolean; pattern: boolean },
  random: Random,
): string {
  const garment = upperType === 'sweater' ? pick(random, how.vocabulary.sweater) : upperType;
  // Only a shirt comes with either sleeve: of all others nobody says it.
  const sleeves = upperType === 'shirt' && how.sleeves ? [SLEEVES[upperSleeve]] : [];
  const pattern = how.pattern ? upperPattern : 'plain';
  const look =
    pattern === 'striped' || pattern === 'plaid' ? [how.colour(upperColor), pattern] : [how.colour(upperColor)];
  const phrase = [...sleeves, ...look, garment].join(' ');
  return pattern === 'logo' ? `${phrase} with a logo` : phrase;
}
