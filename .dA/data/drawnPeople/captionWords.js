/** What a drawn person wears and carries, in the words that one annotator would use. */
import { pick } from '../random.js';
const BAGS = ['backpack', 'shoulderBag', 'handbag', 'plasticBag', 'suitcase'];
export function describePerson(labels, { vocabulary, habits }, random) {
    const said = (part) => random() < habits[part];
    const colour = (name) => (name === 'grey' ? vocabulary.grey : name);
    const bag = BAGS.find((each) => labels[each]);
    const { lowerType, shoeType } = labels;
    const lower = lowerType === 'trousers' ? pick(random, vocabulary.trousers) : lowerType;
    const shoes = shoeType === 'sneakers'
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
function headPhrase({ hairLength, hairColor, hat }, colour) {
    if (hairLength === 'bald')
        return hat ? 'hat' : 'bald head';
    const hair = `${hairLength} ${colour(hairColor ?? 'black')} hair`;
    return hat ? `${hair} and hat` : hair;
}
const SLEEVES = { short: 'short-sleeved', long: 'long-sleeved', sleeveless: 'sleeveless' };
function upperPhrase({ upperColor, upperType, upperSleeve, upperPattern }, how, random) {
    const garment = upperType === 'sweater' ? pick(random, how.vocabulary.sweater) : upperType;
    // Only a shirt comes with either sleeve: of all others nobody says it.
    const sleeves = upperType === 'shirt' && how.sleeves ? [SLEEVES[upperSleeve]] : [];
    const pattern = how.pattern ? upperPattern : 'plain';
    const look = pattern === 'striped' || pattern === 'plaid' ? [how.colour(upperColor), pattern] : [how.colour(upperColor)];
    const phrase = [...sleeves, ...look, garment].join(' ');
    return pattern === 'logo' ? `${phrase} with a logo` : phrase;
}
//# sourceMappingURL=captionWords.js.map