// Label noise as a tracker makes it: swapped neighbours, people cut in two, strangers from far away, broken files.
import { pick, randomInt, shuffle } from '../random.js';
/** Plans the tracked source: labels from 1 in source order, neighbours in one video. People are numbered from 0. */
export function planTracked(options, random) {
    const { people, videos, shots, shotsMore } = options;
    const images = [];
    const videoOf = [0]; // by label
    for (let person = 0; person < people; person++) {
        const video = 1 + Math.floor((person * videos) / people);
        const count = shots + randomInt(random, shotsMore + 1);
        const cutAt = random() < options.cut ? Math.round(count * (0.4 + 0.2 * random())) : count;
        for (let shot = 0; shot < count; shot++) {
            if (shot === 0 || shot === cutAt)
                videoOf.push(video);
            images.push({ person, shot, video, label: videoOf.length - 1, kind: shot < cutAt ? 'clean' : 'cut' });
        }
    }
    const order = shuffle(random, [...images]);
    const relabel = (share, kind, candidates) => {
        for (const image of order.splice(0, Math.round(share * images.length))) {
            const labels = candidates(image.label);
            if (labels.length === 0)
                continue; // a source of few people has nobody far away
            image.label = pick(random, labels);
            image.kind = kind;
        }
    };
    const all = videoOf.map((_, label) => label).slice(1);
    relabel(options.moved, 'moved', (from) => all.filter((label) => label !== from && Math.abs(label - from) <= 2 && videoOf[label] === videoOf[from]));
    relabel(options.far, 'far', (from) => all.filter((label) => Math.abs(label - from) > 10));
    for (const image of order.splice(0, options.broken))
        image.kind = 'broken';
    return images.map((image) => ({ ...image, video: videoOf[image.label] }));
}
/** A file as downloads and disks leave them. */
export function breakFile(bytes, random) {
    switch (randomInt(random, 3)) {
        case 0:
            return bytes.slice(0, Math.floor(bytes.length * (0.2 + 0.6 * random())));
        case 1:
            return new Uint8Array(0);
        default:
            return Buffer.from('<html><body>404 Not Found</body></html>');
    }
}
//# sourceMappingURL=noise.js.map