/** PETA's tracklet sets in LPW's layout: the second source of a full run on real images. */
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import sharp from 'sharp';
/** Set of PETA -> scene of LPW. */
const SCENES = { CAVIAR4REID: 1, TownCentre: 2, '3DPeS': 3, SARC3D: 3 };
/** SARC3D shares a scene with 3DPeS, whose numbers end below this. */
const SARC_OFFSET = 1000;
/**
 * Where each image goes: `pep_256x128/scen<N>/view1/<pid>/<frame>.jpg`, frames counted from 1 in the order of the list.
 * @param table the text of PETA's `images.tsv`: image, identity
 */
export function lpwLayout(table) {
    const frames = new Map();
    const rows = table.trim().split('\n').slice(1);
    return rows.flatMap((row) => {
        const [from, identity] = row.split('\t');
        const [set, number] = identity.split(':');
        if (!(set in SCENES))
            return [];
        const frame = (frames.get(identity) ?? 0) + 1;
        frames.set(identity, frame);
        const pid = Number(number) + (set === 'SARC3D' ? SARC_OFFSET : 0);
        return [{ from, to: `pep_256x128/scen${SCENES[set]}/view1/${pid}/${frame}.jpg`, identity }];
    });
}
/** Copies the sets under `root`: JPEG files byte for byte, others re-encoded. Returns what it copied. */
export async function writePetaAsLpw(peta, root) {
    const images = lpwLayout(readFileSync(join(peta, 'images.tsv'), 'utf8'));
    for (const { from, to } of images) {
        mkdirSync(join(root, to, '..'), { recursive: true });
        if (/\.jpe?g/i.test(extname(from)))
            copyFileSync(join(peta, from), join(root, to));
        else
            await sharp(join(peta, from)).jpeg({ quality: 95 }).toFile(join(root, to));
    }
    return images;
}
//# sourceMappingURL=petaAsLpw.js.map