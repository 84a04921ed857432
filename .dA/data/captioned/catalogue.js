/** Sets of images of people that people, or SPAC, have captioned: where they are had, how they lie, what was published. */
import { CAPTIONED_KINDS } from '../../schemas/choices.js';
export { CAPTIONED_KINDS };
export const SPLITS = ['train', 'val', 'test'];
/** Counts: the sets' papers, as their readers in IRRA (datasets/*.py) and the set's own pages give them. */
export const CAPTIONED = {
    'cuhk-pedes': {
        title: 'CUHK-PEDES',
        home: 'https://github.com/ShuangLI59/Person-Search-with-Natural-Language-Description',
        terms: 'research only, on request to its authors',
        files: ['reid_raw.json'],
        images: 'imgs',
        pathField: 'file_path',
        hasSplit: true,
        published: { train: [34_054, 68_126], val: [3_078, 6_158], test: [3_074, 6_156] },
    },
    'icfg-pedes': {
        title: 'ICFG-PEDES',
        home: 'https://github.com/zifyloo/SSAN',
        terms: 'research only; its images are MSMT17',
        files: ['ICFG-PEDES.json', 'ICFG_PEDES.json'],
        images: 'imgs',
        pathField: 'file_path',
        hasSplit: true,
        published: { train: [34_674, 34_674], test: [19_848, 19_848] },
    },
    rstpreid: {
        title: 'RSTPReid',
        home: 'https://github.com/NjtechCVLab/RSTPReid-Dataset',
        terms: 'research only; its images are MSMT17',
        files: ['data_captions.json'],
        images: 'imgs',
        pathField: 'img_path',
        hasSplit: true,
        published: { train: [18_505, 37_010], val: [1_000, 2_000], test: [1_000, 2_000] },
    },
    ufine6926: {
        title: 'UFine6926',
        home: 'https://github.com/Zplusdragon/UFineBench',
        terms: 'research only',
        // The annotation's form, with paths like `images/1.jpg` below the set's own folder, is that of the set's page (README of
        // UFineBench). Its name is not published: that of its sister, UFine3C_Annotations.json, then plain ones. Any other file
        // can be named instead of its folder.
        files: ['UFine6926_Annotations.json', 'UFine6926.json'],
        images: '.',
        pathField: 'file_path',
        hasSplit: true,
        // Known for the whole only: 26,206 images with 52,412 captions of 6,926 people.
        published: {},
    },
    'drawn-captioned': {
        title: "the demo's captioned people",
        home: 'synthpedes demo',
        terms: 'none but those of the program',
        files: ['reid_raw.json'],
        images: 'imgs',
        pathField: 'file_path',
        hasSplit: true,
        published: {},
    },
    'synth-pedes': {
        title: 'SYNTH-PEDES',
        home: 'https://github.com/Zplusdragon/PLIP',
        terms: 'research only',
        // The released name, and the one that the paper's repository speaks of.
        files: ['synthpedes_dataset.json', 'synthpedes-dataset.json'],
        images: '.',
        pathField: 'file_path',
        hasSplit: false,
        published: {},
    },
};
//# sourceMappingURL=catalogue.js.map