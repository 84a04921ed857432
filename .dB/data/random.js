/** 32-bit string hash (MurmurHash3's mixing over UTF-16 units): the same on every machine. */
export function hash32(text, seed = 0) {
    let h = seed | 0;
    for (let i = 0; i < text.length; i++) {
        let k = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
        k = (k << 15) | (k >>> 17);
        h ^= Math.imul(k, 0x1b873593);
        h = (h << 13) | (h >>> 19);
        h = (Math.imul(h, 5) + 0xe6546b64) | 0;
    }
    return finish(h ^ text.length);
}
function finish(h) {
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return (h ^ (h >>> 16)) >>> 0;
}
/**
 * Seeded generator: sfc32 (Doty-Humphrey, PractRand), state filled from the seed's hashes.
 * Every random choice of the project takes one as an argument.
 */
export function seededRandom(seed) {
    const text = String(seed);
    let a = hash32(text, 1) | 0;
    let b = hash32(text, 2) | 0;
    let c = hash32(text, 3) | 0;
    let counter = 1;
    const next = () => {
        const t = (((a + b) | 0) + counter) | 0;
        counter = (counter + 1) | 0;
        a = b ^ (b >>> 9);
        b = (c + (c << 3)) | 0;
        c = (c << 21) | (c >>> 11);
        c = (c + t) | 0;
        return (t >>> 0) / 4294967296;
    };
    for (let i = 0; i < 12; i++)
        next();
    return next;
}
/** Integer in [0, n). */
export function randomInt(random, n) {
    return Math.floor(random() * n);
}
/** One element, all equally likely. */
export function pick(random, items) {
    return items[randomInt(random, items.length)];
}
/** Standard normal draw (Box-Muller, one of the pair). */
export function randomNormal(random) {
    return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
/** Shuffles in place (Fisher-Yates) and returns the same array. */
export function shuffle(random, items) {
    for (let i = items.length - 1; i > 0; i--) {
        const j = randomInt(random, i + 1);
        [items[i], items[j]] = [items[j], items[i]];
    }
    return items;
}
//# sourceMappingURL=random.js.map