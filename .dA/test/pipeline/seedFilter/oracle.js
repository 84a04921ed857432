function unit(vector) {
    const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
    return length > 0 && Number.isFinite(length) ? vector.map((x) => x / length) : vector.map(() => 0);
}
function sumOf(vectors, columns) {
    return Array.from({ length: columns }, (_, d) => vectors.reduce((sum, vector) => sum + vector[d], 0));
}
function similarity(a, b) {
    const product = a.reduce((sum, x, d) => sum + x * b[d], 0);
    const lengths = Math.sqrt(a.reduce((s, x) => s + x * x, 0)) * Math.sqrt(b.reduce((s, x) => s + x * x, 0));
    return lengths > 1e-6 ? Math.round((product / lengths) * 1e9) / 1e9 + 0 : 0;
}
function whole(identity) {
    const columns = identity.features.length / identity.images.length;
    return identity.images.map((image, row) => ({
        image,
        vector: unit([...identity.features.subarray(row * columns, (row + 1) * columns)]),
    }));
}
/** What the streaming filter must say about one scene; sorted as `sorted` does. */
export function oracle(scene, options) {
    const results = [];
    const columns = scene[0].features.length / scene[0].images.length;
    const centre = (samples) => sumOf(samples.map((sample) => sample.vector), columns);
    const left = scene.map(() => []);
    const inside = scene.map(whole);
    const lastSimilarity = new Map();
    inside.forEach((samples, k) => {
        for (;;) {
            const similarities = samples.map((sample, i) => similarity(sample.vector, centre(samples.filter((_, j) => j !== i))));
            samples.forEach((sample, i) => lastSimilarity.set(sample.image, samples.length === 1 ? null : similarities[i]));
            if (samples.length === 1)
                break;
            const smallest = Math.min(...similarities);
            if (smallest >= options.filter)
                break;
            const row = similarities.lastIndexOf(smallest);
            left[k].push({ sample: samples.splice(row, 1)[0], similarity: smallest });
        }
    });
    const filtered = inside.map(centre);
    const joined = inside.map((samples) => [...samples]);
    scene.forEach((identity, k) => {
        for (const image of identity.images) {
            const gone = left[k].find((entry) => entry.sample.image === image);
            const common = { kind: 'image', image, from: identity.id, threshold: options.filter };
            if (gone === undefined) {
                const last = lastSimilarity.get(image);
                results.push({ ...common, outcome: 'kept', to: identity.id, similarity: last, neighbour: null });
                continue;
            }
            const candidates = filtered
                .map((vector, place) => ({ place, similarity: similarity(gone.sample.vector, vector) }))
                .filter(({ place }) => Math.abs(place - k) <= options.reassignRange);
            const best = candidates.reduce((a, b) => (b.similarity > a.similarity ? b : a));
            const neighbour = {
                identity: scene[best.place].id,
                similarity: best.similarity,
                threshold: options.reassign,
            };
            const joins = best.similarity >= options.reassign;
            if (joins)
                joined[best.place].push(gone.sample);
            results.push({
                ...common,
                outcome: joins ? 'reassigned' : 'excluded',
                to: joins ? scene[best.place].id : null,
                similarity: gone.similarity,
                neighbour,
            });
        }
    });
    const final = scene.map((_, k) => k);
    for (let a = 0; a < scene.length; a++) {
        for (let b = a + 1; b < scene.length && b - a <= options.mergeRange; b++) {
            const between = similarity(centre(joined[a]), centre(joined[b]));
            const merged = between > options.merge;
            results.push({
                kind: 'pair',
                a: scene[a].id,
                b: scene[b].id,
                similarity: between,
                threshold: options.merge,
                merged,
            });
            if (!merged)
                continue;
            const [low, high] = [Math.min(final[a], final[b]), Math.max(final[a], final[b])];
            final.forEach((value, k) => (final[k] = value === high ? low : value));
        }
    }
    scene.forEach((identity, k) => results.push({ kind: 'identity', identity: identity.id, final: scene[final[k]].id }));
    return sorted(results);
}
/** One order for both: images, pairs, identities, by id. */
export function sorted(results) {
    const key = (result) => {
        if (result.kind === 'image')
            return [0, result.image, 0];
        return result.kind === 'pair' ? [1, result.a, result.b] : [2, result.identity, 0];
    };
    return [...results].sort((x, y) => {
        const [a, b] = [key(x), key(y)];
        return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
    });
}
//# sourceMappingURL=oracle.js.map