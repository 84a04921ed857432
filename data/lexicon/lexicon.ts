/**
 * The keyword sets of section 3: for each attribute the nouns that people use of it, picked from the nouns of CUHK-PEDES'
 * captions by frequency, and the words that stand around them. The lists are the JSON files of this folder.
 */
import { readFileSync } from 'node:fs';
import { type Slot, SLOTS } from '../../schemas/attributes.js';

/** A thing that can be worn, carried or seen: what different keywords of one meaning have in common. */
export interface Kind {
  /** "t-shirt", "backpack"; unique over all slots. */
  readonly name: string;
  readonly slot: Slot;
  /** Itself and all that it is: t-shirt, shirt, top. */
  readonly ancestry: readonly string[];
  /** Kinds that people confuse it, or what it is, with. */
  readonly like: readonly string[];
  /** Only things of one layer exclude each other: a jacket does not, a shirt. */
  readonly layer: string;
  /** Where hair is gathered: "a ponytail". */
  readonly holder: boolean;
  /** A belonging only where somebody carries or rides it: a camera may be the one that looks. */
  readonly carried: boolean;
}

export type Role = 'colour' | 'shade' | 'pattern' | 'sleeve' | 'length' | 'texture' | 'style' | 'material' | 'age';
export type OtherNoun = 'part' | 'accessory' | 'body' | 'scene';
export type FunctionWord = 'determiner' | 'copula' | 'wear' | 'carry' | 'other';

/** All that a word, or a fixed run of words, can be. */
export interface Entry {
  readonly kind?: Kind;
  /** May stand before a noun of another slot: "dress shoes", "jean jacket". */
  readonly adjectival?: boolean;
  /** What a phrase says in its stead: "hair" of "haired". */
  readonly said?: string;
  readonly role?: Role;
  /** Of a colour its family, of a pattern, sleeve or length its name. */
  readonly value?: string;
  readonly noun?: OtherNoun;
  readonly function?: FunctionWord;
}

interface KindFile {
  readonly is?: string;
  readonly like?: readonly string[];
  readonly layer?: string;
  readonly words: string;
  readonly adjectival?: string;
  readonly said?: Readonly<Record<string, string>>;
  readonly holder?: boolean;
  readonly carried?: boolean;
}

const KINDS = new Map<string, Kind>();
const ENTRIES = new Map<string, Entry>();
/** Longest run of words that begins with the word. */
const LONGEST = new Map<string, number>();

/** What the words mean, in lower case with single blanks; hyphens are blanks. */
export function lookup(words: string): Entry | undefined {
  return ENTRIES.get(words);
}

/** How many words an entry that begins with `word` can have; 0 where there is none. */
export function longestFrom(word: string): number {
  return LONGEST.get(word) ?? 0;
}

/** The kind of a name; a name that there is not is a bug of the caller. */
export function kindNamed(name: string): Kind {
  const kind = KINDS.get(name);
  if (!kind) throw new Error(`no kind of thing is named ${name}`);
  return kind;
}

/** All single words that are keywords, for the repair of misspelt ones. */
export function keywords(): string[] {
  return [...ENTRIES].filter(([words, { kind }]) => kind && !words.includes(' ')).map(([words]) => words);
}

/** Whether one may be said for the other: one is the other, or people confuse them. */
export function compatible(a: Kind, b: Kind): boolean {
  if (a.ancestry.includes(b.name) || b.ancestry.includes(a.name)) return true;
  return a.like.some((each) => b.ancestry.includes(each)) || b.like.some((each) => a.ancestry.includes(each));
}

/**
 * Whether a person cannot be wearing one where somebody sees the other: of one slot and layer, and with nothing in
 * common but their slot. A polo shirt may be a t-shirt to somebody else, as both are shirts.
 */
export function exclusive(a: Kind, b: Kind): boolean {
  if (a.slot !== b.slot || a.layer !== b.layer || compatible(a, b)) return false;
  const root = a.ancestry.at(-1);
  return !a.ancestry.some((name) => name !== root && b.ancestry.includes(name));
}

const readJson = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../data/lexicon/${name}.json`, import.meta.url), 'utf8'));

const wordsOf = (list: string): string[] => list.split(',').map((each) => each.trim().replaceAll('-', ' '));

function add(words: string, entry: Entry): void {
  const known = ENTRIES.get(words);
  const twice = (Object.keys(entry) as (keyof Entry)[]).find((key) => key !== 'value' && known?.[key] !== undefined);
  if (twice) throw new Error(`the lexicon has "${words}" twice as ${twice}`);
  ENTRIES.set(words, { ...known, ...entry });
  const [first, ...rest] = words.split(' ');
  LONGEST.set(first, Math.max(longestFrom(first), rest.length + 1));
}

/** Nouns in -s, -sh, -ch, -x have no plural of their own here: those that need one are in the list. */
const plural = (noun: string): string | undefined =>
  /(?:s|sh|ch|x|[^aeiou]y|men|ren)$/.test(noun) ? undefined : `${noun}s`;

function addKind(slot: Slot, name: string, file: KindFile): void {
  const parent = file.is === undefined ? undefined : kindNamed(file.is);
  const kind: Kind = {
    ...{ name, slot },
    ancestry: [name, ...(parent?.ancestry ?? [])],
    like: [...(file.like ?? []), ...(parent?.like ?? [])],
    layer: file.layer ?? parent?.layer ?? (slot === 'belongings' ? name : slot),
    holder: file.holder ?? false,
    carried: file.carried ?? false,
  };
  if (KINDS.has(name)) throw new Error(`the lexicon has two kinds ${name}`);
  KINDS.set(name, kind);
  const adjectival = new Set(wordsOf(file.adjectival ?? ''));
  const own = new Set(wordsOf(file.words));
  for (const word of own) {
    const [said, form] = [file.said?.[word], plural(word)];
    const entry = { kind, ...(adjectival.has(word) ? { adjectival: true } : {}), ...(said ? { said } : {}) };
    add(word, entry);
    if (form && !own.has(form)) add(form, { kind });
  }
}

function load(): void {
  for (const slot of SLOTS) {
    const file = readJson(`keywords/${slot}`) as Record<string, KindFile>;
    for (const [name, each] of Object.entries(file)) addKind(slot, name, each);
  }
  for (const [role, values] of Object.entries(readJson('modifiers') as Record<Role, string | Record<string, string>>)) {
    const groups = typeof values === 'string' ? [[undefined, values] as const] : Object.entries(values);
    for (const [value, words] of groups)
      for (const word of wordsOf(words)) add(word, { role: role as Role, ...(value ? { value } : {}) });
  }
  for (const [noun, words] of Object.entries(readJson('otherNouns') as Record<OtherNoun, string>))
    for (const word of new Set(wordsOf(words).flatMap((each) => [each, plural(each) ?? each])))
      if (!lookup(word)?.noun) add(word, { noun: noun as OtherNoun });
  for (const [name, words] of Object.entries(readJson('functionWords') as Record<FunctionWord, string>))
    for (const word of wordsOf(words)) add(word, { function: name as FunctionWord });
}

load();
