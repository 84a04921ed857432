// A drawn person: what stays the same from picture to picture, in the words of the common heads.
import { pick } from '../random.js';
/** Colours that a person would name so; each picture of it varies a little, never as far as the next name. */
export const PALETTE = {
    black: [28, 28, 32],
    white: [235, 235, 232],
    grey: [128, 130, 132],
    red: [190, 30, 38],
    blue: [38, 74, 165],
    green: [40, 120, 62],
    yellow: [232, 202, 50],
    brown: [104, 68, 42],
    purple: [112, 52, 140],
    pink: [238, 140, 175],
    orange: [235, 122, 30],
};
const HAIR = {
    black: [26, 22, 22],
    brown: [92, 58, 34],
    grey: [140, 138, 136],
    blonde: [214, 178, 104],
    red: [150, 62, 24],
};
const SKIN = [
    [244, 208, 180],
    [226, 180, 146],
    [190, 136, 100],
    [140, 92, 62],
    [92, 60, 44],
];
/** One of the keys, as often as its weight says. */
function weighted(random, weights) {
    const entries = Object.entries(weights);
    let left = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
        left -= weight;
        if (left < 0)
            return name;
    }
    return entries[0][0];
}
const UPPER_COLORS = {
    black: 20,
    white: 18,
    grey: 13,
    red: 10,
    blue: 13,
    green: 8,
    yellow: 5,
    brown: 4,
    purple: 4,
    pink: 4,
    orange: 4,
};
const JEANS = { blue: 70, black: 20, grey: 10 };
const TROUSERS = { black: 45, grey: 20, brown: 20, white: 8, green: 7 };
const SKIRTS = { black: 35, red: 15, blue: 15, white: 10, grey: 10, pink: 8, green: 7 };
const SHORTS = { black: 25, blue: 25, grey: 18, brown: 15, white: 10, red: 7 };
const LOWER_COLORS = { jeans: JEANS, trousers: TROUSERS, skirt: SKIRTS, shorts: SHORTS };
const SHOE_COLORS = {
    sneakers: { white: 45, black: 25, red: 10, blue: 10, grey: 10 },
    'leather shoes': { black: 65, brown: 35 },
    boots: { black: 50, brown: 50 },
    sandals: { brown: 50, black: 40, white: 10 },
};
/** Draws who a person is. Joint frequencies are made up to look like a street. */
export function randomPerson(random) {
    const female = random() < 0.48;
    const labels = randomLabels(random, female);
    const accents = Object.keys(PALETTE).filter((name) => name !== labels.upperColor && contrast(PALETTE[name], PALETTE[labels.upperColor]) > 150);
    return {
        labels,
        skin: pick(random, SKIN),
        hair: HAIR[labels.hairColor ?? 'black'],
        hatColor: PALETTE[pick(random, ['black', 'red', 'blue', 'white', 'grey'])],
        upper: near(random, PALETTE[labels.upperColor]),
        lower: near(random, PALETTE[labels.lowerColor]),
        shoes: near(random, PALETTE[labels.shoeColor]),
        bag: PALETTE[weighted(random, { black: 45, brown: 15, blue: 12, red: 12, grey: 10, green: 6 })],
        accent: PALETTE[pick(random, accents)],
        build: (female ? 0.9 : 1.06) * (0.92 + 0.2 * random()),
        height: (female ? 0.95 : 1) * (0.95 + 0.06 * random()),
    };
}
function randomLabels(random, female) {
    const upperType = weighted(random, {
        't-shirt': 32,
        shirt: 20,
        jacket: 18,
        sweater: 14,
        coat: 8,
        'tank top': female ? 8 : 3,
    });
    const upperSleeve = upperType === 't-shirt'
        ? 'short'
        : upperType === 'tank top'
            ? 'sleeveless'
            : upperType === 'shirt' && random() < 0.4
                ? 'short'
                : 'long';
    const hairLength = female
        ? weighted(random, { long: 82, short: 18, bald: 0 })
        : weighted(random, { short: 84, bald: 10, long: 6 });
    const lowerType = weighted(random, female ? { jeans: 38, trousers: 18, shorts: 12, skirt: 32 } : { jeans: 48, trousers: 30, shorts: 22, skirt: 0 });
    const shoeType = weighted(random, {
        sneakers: 52,
        'leather shoes': female ? 12 : 28,
        boots: 14,
        sandals: lowerType === 'shorts' || lowerType === 'skirt' ? 22 : 4,
    });
    const carried = weighted(random, {
        none: 44,
        backpack: 22,
        shoulderBag: 12,
        handbag: female ? 14 : 2,
        plasticBag: 6,
        suitcase: 5,
    });
    const carries = (what) => carried === what;
    return {
        gender: female ? 'female' : 'male',
        hairLength,
        hairColor: hairLength === 'bald' ? undefined : weighted(random, { black: 45, brown: 30, blonde: 12, grey: 8, red: 5 }),
        hat: random() < 0.09,
        upperColor: weighted(random, UPPER_COLORS),
        upperType,
        upperSleeve,
        upperPattern: weighted(random, {
            plain: 66,
            striped: 13,
            plaid: upperType === 'shirt' ? 20 : 3,
            logo: upperType === 't-shirt' ? 22 : 6,
        }),
        lowerColor: weighted(random, LOWER_COLORS[lowerType]),
        lowerType,
        shoeColor: weighted(random, SHOE_COLORS[shoeType]),
        shoeType,
        backpack: carries('backpack'),
        shoulderBag: carries('shoulderBag'),
        handbag: carries('handbag'),
        plasticBag: carries('plasticBag'),
        suitcase: carries('suitcase'),
    };
}
function near(random, [r, g, b]) {
    const shift = () => 14 * (random() - 0.5);
    return [r + shift(), g + shift(), b + shift()];
}
function contrast(a, b) {
    return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
//# sourceMappingURL=person.js.map