/**
 * The keyword sets of section 3: for each attribute the nouns that people use of it, picked from the nouns of CUHK-PEDES'
 * captions by frequency, and the words that stand around them. The lists are the JSON files of this folder.
 */
import { readFileSync } from 'node:fs';
import { SLOTS } from '../../schemas/attributes.js';
const KINDS = new Map();
const ENTRIES = new Map();
/** Longest run of words that begins with the word. */
const LONGEST = new Map();
/** What the words mean, in lower case with single blanks; hyphens are blanks. */
export function lookup(words) {
    return ENTRIES.get(words);
}
/** How many words an entry that begins with `word` can have; 0 where there is none. */
export function longestFrom(word) {
    return LONGEST.get(word) ?? 0;
}
/** The kind of a name; a name that there is not is a bug of the caller. */
export function kindNamed(name) {
    const kind = KINDS.get(name);
    if (!kind)
        throw new Error(`no kind of thing is named ${name}`);
    return kind;
}
/** All single words that are keywords, for the repair of misspelt ones. */
export function keywords() {
    return [...ENTRIES].filter(([words, { kind }]) => kind && !words.includes(' ')).map(([words]) => words);
}
/** Whether one may be said for the other: one is the other, or people confuse them. */
export function compatible(a, b) {
    if (a.ancestry.includes(b.name) || b.ancestry.includes(a.name))
        return true;
    return a.like.some((each) => b.ancestry.includes(each)) || b.like.some((each) => a.ancestry.includes(each));
}
/**
 * Whether a person cannot be wearing one where somebody sees the other: of one slot and layer, and with nothing in
 * common but their slot. A polo shirt may be a t-shirt to somebody else, as both are shirts.
 */
export function exclusive(a, b) {
    if (a.slot !== b.slot || a.layer !== b.layer || compatible(a, b))
        return false;
    const root = a.ancestry.at(-1);
    return !a.ancestry.some((name) => name !== root && b.ancestry.includes(name));
}
const readJson = (name) => JSON.parse(readFileSync(new URL(`../../../data/lexicon/${name}.json`, import.meta.url), 'utf8'));
const wordsOf = (list) => list.split(',').map((each) => each.trim().replaceAll('-', ' '));
function add(words, entry) {
    const known = ENTRIES.get(words);
    const twice = Object.keys(entry).find((key) => key !== 'value' && known?.[key] !== undefined);
    if (twice)
        throw new Error(`the lexicon has "${words}" twice as ${twice}`);
    ENTRIES.set(words, { ...known, ...entry });
    const [first, ...rest] = words.split(' ');
    LONGEST.set(first, Math.max(longestFrom(first), rest.length + 1));
}
/** Nouns in -s, -sh, -ch, -x have no plural of their own here: those that need one are in the list. */
const plural = (noun) => /(?:s|sh|ch|x|[^aeiou]y|men|ren)$/.test(noun) ? undefined : `${noun}s`;
function addKind(slot, name, file) {
    const parent = file.is === undefined ? undefined : kindNamed(file.is);
    const kind = {
        ...{ name, slot },
        ancestry: [name, ...(parent?.ancestry ?? [])],
        like: [...(file.like ?? []), ...(parent?.like ?? [])],
        layer: file.layer ?? parent?.layer ?? (slot === 'belongings' ? name : slot),
        holder: file.holder ?? false,
        carried: file.carried ?? false,
    };
    if (KINDS.has(name))
        throw new Error(`the lexicon has two kinds ${name}`);
    KINDS.set(name, kind);
    const adjectival = new Set(wordsOf(file.adjectival ?? ''));
    const own = new Set(wordsOf(file.words));
    for (const word of own) {
        const [said, form] = [file.said?.[word], plural(word)];
        const entry = { kind, ...(adjectival.has(word) ? { adjectival: true } : {}), ...(said ? { said } : {}) };
        add(word, entry);
        if (form && !own.has(form))
            add(form, { kind });
    }
}
function load() {
    for (const slot of SLOTS) {
        const file = readJson(`keywords/${slot}`);
        for (const [name, each] of Object.entries(file))
            addKind(slot, name, each);
    }
    for (const [role, values] of Object.entries(readJson('modifiers'))) {
        const groups = typeof values === 'string' ? [[undefined, values]] : Object.entries(values);
        for (const [value, words] of groups)
            for (const word of wordsOf(words))
                add(word, { role: role, ...(value ? { value } : {}) });
    }
    for (const [noun, words] of Object.entries(readJson('otherNouns')))
        for (const word of new Set(wordsOf(words).flatMap((each) => [each, plural(each) ?? each])))
            if (!lookup(word)?.noun)
                add(word, { noun: noun });
    for (const [name, words] of Object.entries(readJson('functionWords')))
        for (const word of wordsOf(words))
            add(word, { function: name });
}
load();
//# sourceMappingURL=lexicon.js.map