/**
 * Batches of P identities with K images each (as in Hermans et al., 2017, section 2), of identities that have any number of
 * images. An identity's images are shuffled and cut into groups of at most K, as evenly as it goes (five images with K = 4:
 * three and two, so that nobody stands alone); batches are made of whole groups. Nothing is repeated to fill a group up: the
 * room goes to other identities, which is why a batch may have more than P of them.
 */
import { randomInt, shuffle } from '../../data/random.js';
/** How many groups are looked at for one whose identity is not in the batch yet. */
const LOOKED_AT = 16;
/**
 * Places of an epoch's images, batch after batch; fewer than `size` are left over. Every place comes at most
 * once. A batch has at most K images of an identity, but for the end of an epoch, where few others are left; a group is cut in
 * two only where no whole groups fill the batch.
 */
export function identityBatches(identities, { size, images }, random) {
    const { places, starts } = makeGroups(identities, images, random);
    const order = new Int32Array(Math.floor(identities.length / size) * size);
    /** By identity: 1 + the last batch that it is in. */
    const seen = new Int32Array(identities.reduce((max, each) => Math.max(max, each), -1) + 1);
    let fits = fillable(starts, size);
    for (let at = 0; at < order.length;) {
        const batch = 1 + Math.floor(at / size);
        const room = size - (at % size);
        const chosen = chooseSize(starts, { room, fits }, random);
        const isNew = (start) => seen[identities[places[start]]] !== batch;
        const start = takeGroup(starts[chosen], isNew);
        const taken = Math.min(chosen, room);
        order.set(places.subarray(start, start + taken), at);
        seen[identities[places[start]]] = batch;
        at += taken;
        const isCut = taken < chosen;
        if (isCut)
            starts[chosen - taken].push(start + taken);
        if (isCut || starts[chosen].length === 0)
            fits = fillable(starts, size);
    }
    return order;
}
function makeGroups(identities, most, random) {
    const shuffled = shuffle(random, Int32Array.from({ length: identities.length }, (_, place) => place));
    const ends = new Int32Array(identities.reduce((max, each) => Math.max(max, each), -1) + 2);
    for (const identity of identities)
        ends[identity + 1]++;
    for (let i = 1; i < ends.length; i++)
        ends[i] += ends[i - 1];
    const places = new Int32Array(identities.length);
    const next = ends.slice();
    for (const place of shuffled)
        places[next[identities[place]]++] = place;
    const starts = Array.from({ length: most + 1 }, () => []);
    for (let identity = 0; identity + 1 < ends.length; identity++) {
        const count = ends[identity + 1] - ends[identity];
        const groups = Math.ceil(count / most);
        for (let g = 0; g < groups; g++) {
            const [from, to] = [g, g + 1].map((each) => Math.floor((each * count) / groups));
            starts[to - from].push(ends[identity] + from);
        }
    }
    for (const each of starts)
        shuffle(random, each);
    return { places, starts };
}
/** By room: whether groups of the sizes that are left can fill it exactly, if there were enough of each. */
function fillable(starts, size) {
    const fits = new Uint8Array(size + 1);
    fits[0] = 1;
    for (let room = 1; room <= size; room++)
        for (let s = 1; s < starts.length && s <= room; s++)
            if (starts[s].length > 0 && fits[room - s]) {
                fits[room] = 1;
                break;
            }
    return fits;
}
/** A size, each group equally likely, after which the rest of the room can be filled; else one that fits; else the smallest. */
function chooseSize(starts, { room, fits }, random) {
    const counts = starts.map(({ length }, s) => (s >= 1 && s <= room ? length : 0));
    const good = counts.map((count, s) => (count > 0 && fits[room - s] ? count : 0));
    const total = good.reduce((sum, count) => sum + count, 0);
    if (total === 0) {
        const largest = counts.findLastIndex((count) => count > 0);
        return largest > 0 ? largest : starts.findIndex((each) => each.length > 0);
    }
    let n = randomInt(random, total);
    return good.findIndex((count) => (n -= count) < 0);
}
/** Takes the last group out, or one of those before it whose identity is new to the batch. */
function takeGroup(starts, isNew) {
    const last = starts.length - 1;
    for (let i = last; i >= 0 && i > last - LOOKED_AT; i--)
        if (isNew(starts[i])) {
            [starts[i], starts[last]] = [starts[last], starts[i]];
            break;
        }
    return starts.pop();
}
//# sourceMappingURL=identityBatches.js.map