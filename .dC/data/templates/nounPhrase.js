/**
 * Articles and plurals of the phrases that fill a template (Attributes Prompt Engineering, appendix A.8): "a pair of
 * blue jeans", "an orange shirt", "short black hair". Any English noun phrase may come, also from a generating captioner.
 */
const words = (text) => new Set(text.trim().split(/\s+/));
const DETERMINERS = words(`a an the his her their its my your our this that these those some any no both each every either
  another several many few one two three four five six seven eight nine ten eleven twelve`);
/** What gives way where the sentence brings a determiner of its own. */
const REPLACEABLE = words('a an the his her their its my your our this that these those some');
const COLORS = words(`black white grey gray red blue green yellow brown purple pink orange beige tan khaki navy maroon
  burgundy cream ivory gold golden silver teal turquoise aqua cyan magenta violet lavender olive charcoal crimson scarlet
  coral peach mustard indigo lilac rust denim camel multicolor multicolour color colour blonde blond brunette`);
const MATERIALS = words(`leather suede cotton wool woolen woollen silk satin velvet linen nylon fleece fur canvas plastic
  paper rubber mesh lace tweed corduroy camouflage camo`);
const ADJECTIVES = words(`dark light bright pale deep plain solid floral plaid checker polka-dot print tie-dye short long
  medium medium-length shoulder-length waist-length knee-length ankle-length full-length mid-length big small large
  little tiny wide narrow tight loose baggy skinny slim thick thin heavy curly wavy straight messy bald shaggy bushy
  round square old new young formal casual sporty athletic shiny furry fluffy puffy fuzzy woolly lacy frilly silky flowy
  stripy stripey sheer transparent opaque neon pastel metallic matching loose-fitting tight-fitting flowing long-sleeve
  short-sleeve half-sleeve low-top high-top ripped torn worn`);
/** Nouns of no plural that take no article; everything in -hair and -wear is one too. */
const UNCOUNTABLE = words(`clothing luggage baggage attire apparel gear headgear equipment stubble jewelry jewellery makeup
  sunscreen stuff merchandise shopping food fruit water coffee tea cloth fabric garb converse`);
const SINGULAR_IN_S = words('lens atlas gps tennis chassis iris alias christmas pancreas');
const PLURAL_NOT_IN_S = words('feet teeth people men women children boys dreads');
/** Plurals that come two by two. */
const PAIRED = new RegExp(`(jeans|pants|trousers|shorts|leggings|tights|slacks|joggers|sweatpants|capris|khakis|chinos|stockings|jeggings|
  culottes|breeches|overalls|dungarees|trunks|shoes|sneakers|trainers|boots|booties|sandals|heels|flats|loafers|slippers|
  flops|flip-flops|crocs|clogs|pumps|mules|moccasins|oxfords|brogues|wedges|stilettos|espadrilles|cleats|runners|
  socks|glasses|sunglasses|eyeglasses|spectacles|goggles|headphones|earphones|earrings|gloves|mittens)$`.replace(/\s+/g, ''));
/** Where the noun's own words end and what is said about it begins: "shirt | with white stripes". */
const BOUNDARIES = words('with without of in on at from over under for around across by to that which who featuring');
/** What follows a noun: "hair tied back". */
const AFTER_NOUN = words(`tied pulled worn styled cropped braided combed swept put rolled tucked zipped unzipped
  buttoned unbuttoned up down back out open loose behind together`);
/** Trimmed, with single blanks and no full stop or comma at its end. */
export function tidyPhrase(phrase) {
    return phrase
        .trim()
        .replace(/\s+/g, ' ')
        .replace(/[\s.,;]+$/, '');
}
/**
 * The phrase as it stands after a verb: `a` or `an` before each singular noun, nothing before plurals, nouns that cannot
 * be counted, and phrases that bring a determiner. "backpack and handbag" gives "a backpack and a handbag".
 */
export function withArticle(phrase) {
    const tidy = tidyPhrase(phrase);
    if (tidy === '' || hasDeterminer(tidy))
        return tidy;
    return conjuncts(tidy)
        .map(({ text, joint }) => joint + (hasDeterminer(text) || !isSingular(text) ? text : `${article(text)} ${text}`))
        .join('');
}
/** "a pair of blue jeans"; what does not come in pairs is as in `withArticle`. */
export function asPair(phrase) {
    const tidy = tidyPhrase(phrase);
    if (hasDeterminer(tidy))
        return tidy;
    return PAIRED.test(headNoun(conjuncts(tidy)[0].text)) ? `a pair of ${withArticle(tidy)}` : withArticle(tidy);
}
/** The phrase for a place that has a determiner ("her ..."): an article or possessive of its own goes. */
export function withoutDeterminer(phrase) {
    const tidy = tidyPhrase(phrase);
    const [first, ...rest] = tidy.split(' ');
    return rest.length > 0 && REPLACEABLE.has(first.toLowerCase()) ? rest.join(' ') : tidy;
}
/** `an` before a vowel's sound, also of letters and numbers that are read out: "an x-large shirt", "a u-neck top". */
export function article(phrase) {
    const first = /^[\w']*/.exec(phrase)[0];
    // Read out letter by letter: one letter ("v-neck") or capitals alone ("MP3").
    if (/^[a-z]$/i.test(first) || /^[A-Z]{2,}\d*$/.test(first))
        return /^[aefhilmnorsx]/i.test(first) ? 'an' : 'a';
    if (/^\d/.test(first))
        return /^(8|11$|18$)/.test(first) ? 'an' : 'a';
    const word = first.toLowerCase();
    if (/^(hour|honest|honou?r|heir)/.test(word))
        return 'an';
    if (/^(uni(?![dmnr])|u[st][aei]|usu|uk[eu]|eu|ewe|one|once|ubi)/.test(word))
        return 'a';
    return /^[aeiou]/.test(word) ? 'an' : 'a';
}
/** Splits at `and`, `or`, `&` and commas, but not between two adjectives of one noun ("black and white shirt"). */
function conjuncts(phrase) {
    const parts = phrase.split(/((?:,? (?:and|or|&) |, ))/);
    const result = [];
    for (let i = 0; i < parts.length; i += 2) {
        const joint = i === 0 ? '' : parts[i - 1];
        const last = result.at(-1);
        if (last && isModifier(last.text.split(' ').at(-1)))
            result[result.length - 1] = { ...last, text: last.text + joint + parts[i] };
        else
            result.push({ text: parts[i], joint });
    }
    return result;
}
function isModifier(word) {
    const lower = word.toLowerCase();
    const last = lower.split('-').at(-1);
    return ([lower, last].some((each) => COLORS.has(each) || MATERIALS.has(each) || ADJECTIVES.has(each)) ||
        /(?:ed|ish|less|sleeved?|length|colou?r)$/.test(lower));
}
function isSingular(phrase) {
    const noun = headNoun(phrase);
    // "black" by itself: dressed in black.
    if (COLORS.has(noun) || MATERIALS.has(noun) || ADJECTIVES.has(noun))
        return false;
    if (UNCOUNTABLE.has(noun) || /(?:(?<!c)hair|wear)$/.test(noun))
        return false;
    if (PLURAL_NOT_IN_S.has(noun))
        return false;
    return !noun.endsWith('s') || /(?:ss|us)$/.test(noun) || SINGULAR_IN_S.has(noun);
}
/** The noun that the phrase is about, in lower case: the last word before what is said about it. */
function headNoun(phrase) {
    const own = phrase.toLowerCase().split(' ');
    const end = own.findIndex((word, i) => i > 0 && BOUNDARIES.has(word) && !isModifier(own[i - 1]));
    const core = end < 0 ? own : own.slice(0, end);
    while (core.length > 1 && AFTER_NOUN.has(core.at(-1)))
        core.pop();
    return core.at(-1);
}
function hasDeterminer(phrase) {
    const first = phrase.split(' ')[0].toLowerCase();
    return DETERMINERS.has(first) || /^\d+$/.test(first);
}
//# sourceMappingURL=nounPhrase.js.map