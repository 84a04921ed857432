import { seededRandom } from '../data/random.js';
import { filteredKinds, identityFeatures } from './denoise.js';
import { PAPER_OPTIONS } from './seedFilter.js';
import { calibrate, meanOf, UNTOUCHED } from './seedFilter/calibrate.js';
import { sampleIdentities } from './seedFilter/calibrationSample.js';
/** Images that a calibration looks at: enough for two decimals, and 200 MB of 512-d features at most. */
const CALIBRATION_IMAGES = 100_000;
/**
 * The filter's setting by the configuration.
 * @param tools.write a calibration that is not stored yet is made and stored; otherwise the last stored one serves,
 * and the paper's thresholds where there is none
 */
export function filterSetting(context, database, tools) {
    const { thresholds, removeMean } = context.config.denoise;
    if (thresholds === 'calibrated') {
        const calibration = calibrated(context, database, tools);
        if (!calibration)
            return { setting: { options: UNTOUCHED, mean: undefined, origin: 'not calibrated yet' } };
        const mean = calibration.mean === null ? undefined : Float64Array.from(calibration.mean);
        return {
            setting: {
                options: calibration.options,
                mean,
                origin: calibration.enough ? 'calibrated' : 'untouched: too little to calibrate on',
            },
            calibration,
        };
    }
    const options = thresholds === 'paper' ? PAPER_OPTIONS : { ...PAPER_OPTIONS, ...thresholds };
    const mean = removeMean === true ? meanOf([...sampleFeatures(context, database, tools.reader)]) : undefined;
    return { setting: { options, mean, origin: thresholds === 'paper' ? 'paper' : 'given' } };
}
/** The stored calibration of these very features and settings, or a new one. */
function calibrated(context, database, { encoder, reader, write }) {
    const { removeMean, seed } = context.config.denoise;
    const features = database
        .prepare(`SELECT digest(i.key, d.label, hex(c.sha256)) FROM features f JOIN images i ON i.id = f.image_id
         JOIN contents c ON c.image_id = i.id JOIN tracklets t ON t.id = i.tracklet_id JOIN identities d ON d.id = t.identity_id`)
        .pluck()
        .get();
    const inputs = JSON.stringify({ version: 1, encoder: encoder.name, features, removeMean, seed });
    const find = database.prepare('SELECT result FROM calibrations WHERE inputs = ?').pluck();
    const last = database.prepare('SELECT result FROM calibrations ORDER BY id DESC LIMIT 1').pluck();
    const stored = (find.get(inputs) ?? (write ? undefined : last.get()));
    if (stored !== undefined)
        return JSON.parse(stored);
    if (!write)
        return undefined;
    const random = seededRandom(`calibration/${seed}`);
    const made = calibrate(sampleFeatures(context, database, reader), random, removeMean);
    const result = JSON.stringify({ ...made, mean: made.mean && [...made.mean] });
    database.prepare('INSERT INTO calibrations (inputs, result) VALUES (?, ?)').run(inputs, result);
    return JSON.parse(result);
}
/** A bounded sample of blocks of neighbouring identities with their raw features, in source order. */
export function* sampleFeatures(context, database, reader) {
    const identities = database
        .prepare(`SELECT d.id, d.scene_id AS scene, count(f.image_id) AS images
         FROM sources s JOIN scenes sc ON sc.source_id = s.id JOIN identities d ON d.scene_id = sc.id
         JOIN tracklets t ON t.identity_id = d.id JOIN images i ON i.tracklet_id = t.id JOIN features f ON f.image_id = i.id
        WHERE s.kind IN (${filteredKinds(context)}) GROUP BY d.id ORDER BY s.kind DESC, s.root, sc.name, d.label`)
        .iterate();
    const random = seededRandom(`sample/${context.config.denoise.seed}`);
    const ids = sampleIdentities(identities, CALIBRATION_IMAGES, random);
    const scene = database.prepare('SELECT scene_id FROM identities WHERE id = ?').pluck();
    const read = identityFeatures(database, reader);
    for (const id of ids)
        yield read(id, scene.get(id), undefined);
}
//# sourceMappingURL=filterSetting.js.map