import { hash32 } from '../data/random.js';
import { genderForm, NONE, SLOTS, UNKNOWN } from '../schemas/attributes.js';
/** Permanent names of why an image does not go into the data set. */
export const TOO_MANY_UNKNOWN = 'too_many_unknown';
export const UPPER_AND_LOWER_UNKNOWN = 'upper_and_lower_unknown';
export const GENDER_UNDECIDED = 'gender_undecided';
export const TOO_FEW_IMAGES = 'too_few_images';
export const OVER_MAXIMUM = 'over_maximum';
/** Decides on all images of one identity; the fates come in the order of the images. Pure. */
export function distributeIdentity(images, rules) {
    const fates = new Map();
    const drop = (image, reason, score, threshold) => void fates.set(image.id, { id: image.id, reason, score, threshold, gender: null });
    const good = [];
    for (const image of images) {
        const unknowns = countUnknown(image.attributes, rules.countNone);
        if (unknowns > rules.maxUnknown)
            drop(image, TOO_MANY_UNKNOWN, unknowns, rules.maxUnknown);
        else if (isUnknown(image.attributes.upper, rules) && isUnknown(image.attributes.lower, rules)) {
            drop(image, UPPER_AND_LOWER_UNKNOWN, 2, 1);
        }
        else
            good.push(image);
    }
    const vote = voteGender(good.map((image) => image.attributes.gender));
    const fails = (image) => {
        if (!(vote.share > rules.genderShare))
            return [GENDER_UNDECIDED, vote.share, rules.genderShare];
        if (good.length < rules.minImages)
            return [TOO_FEW_IMAGES, good.length, rules.minImages];
        return chosen.has(image.id) ? undefined : [OVER_MAXIMUM, good.length, rules.maxImages];
    };
    const chosen = drawImages(good, rules);
    for (const image of good) {
        const failure = fails(image);
        if (failure)
            drop(image, ...failure);
        else {
            const own = image.attributes.gender;
            const gender = genderForm(own) === vote.form ? own : vote.phrase;
            fates.set(image.id, { id: image.id, reason: null, score: vote.share, threshold: rules.genderShare, gender });
        }
    }
    return images.map((image) => fates.get(image.id));
}
function isUnknown(phrase, rules) {
    return phrase === UNKNOWN || (rules.countNone && phrase === NONE);
}
/** How many of the six attributes count as unknown; a slot without a head (null) never does. */
export function countUnknown(attributes, countNone) {
    return SLOTS.filter((slot) => isUnknown(attributes[slot], { countNone })).length;
}
/**
 * The vote over female and male by the phrase's head noun; what is neither counts in the denominator and can win,
 * which keeps the neutral form. Ties go to the first of female, male, person; among phrases to the alphabet.
 */
export function voteGender(phrases) {
    const byForm = {
        female: [],
        male: [],
        person: [],
    };
    for (const phrase of phrases)
        byForm[genderForm(phrase)].push(phrase);
    let form = 'female';
    for (const other of ['male', 'person'])
        if (byForm[other].length > byForm[form].length)
            form = other;
    const counts = new Map();
    for (const phrase of byForm[form])
        counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
    const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (String(a) < String(b) ? -1 : 1));
    return {
        form,
        phrase: ranked[0]?.[0] ?? null,
        share: phrases.length === 0 ? 0 : byForm[form].length / phrases.length,
    };
}
/** At most `maxImages`, drawn at random: those with the smallest seeded hash of their key, so the draw is stable. */
function drawImages(images, rules) {
    const ranked = images
        .map(({ id, key }) => ({ id, key, rank: hash32(key, hash32(String(rules.seed))) }))
        .sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1));
    return new Set(ranked.slice(0, rules.maxImages).map(({ id }) => id));
}
/** Stage "distribute": one item a final identity. */
export function distributeStage(database, rules) {
    const slots = SLOTS.map((slot) => `a.${slot}`).join(', ');
    const images = database.prepare(`SELECT i.id, s.kind || '/' || i.key AS key, ${slots}
       FROM denoised d JOIN attributes a USING (image_id) JOIN images i ON i.id = d.image_id JOIN sources s ON s.id = i.source_id
      WHERE d.identity_id = ? ORDER BY i.key`);
    return {
        name: 'distribute',
        fingerprint: JSON.stringify({ version: 1, ...rules }),
        // No GROUP BY: a page of it would group everything behind the page as well.
        source: `SELECT p.id, (SELECT digest(i.key, ${slots}) FROM denoised d JOIN attributes a USING (image_id)
        JOIN images i ON i.id = d.image_id WHERE d.identity_id = p.id) AS images
      FROM identities p
      WHERE EXISTS (SELECT 1 FROM denoised d JOIN attributes a USING (image_id) WHERE d.identity_id = p.id)`,
        outputs: [{ table: 'distributed', column: 'identity_id' }],
        batchSize: 1000,
        judge: (items) => Promise.resolve(items.map(({ id }) => {
            const annotated = images.all(id).map(({ id: image, key, ...attributes }) => ({ id: image, key, attributes }));
            return { kind: 'keep', value: distributeIdentity(annotated, rules) };
        })),
        writer(db) {
            // An image that changed its identity may still have the row of the old one, which is judged later in this run.
            const insert = db.prepare('INSERT OR REPLACE INTO distributed (image_id, identity_id, reason, score, threshold, gender) VALUES (?, ?, ?, ?, ?, ?)');
            return ({ id }, fates) => {
                for (const fate of fates)
                    insert.run(fate.id, id, fate.reason, fate.score, fate.threshold, fate.gender);
            };
        },
    };
}
//# sourceMappingURL=dataDistribution.js.map