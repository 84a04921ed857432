/**
 * Counts of LUPerson-NL: PLIP, table 11. Counts of LPW: its home page (identities, tracklets) and PLIP, table 11 (images).
 */
export const SOURCES = {
    'luperson-nl': {
        title: 'LUPerson-NL',
        home: 'https://github.com/DengpanFu/LUPerson-NL',
        terms: 'research only; cut from public street videos, whose makers and people keep their rights',
        expects: 'lupnl_lmdb/lmdb/data.mdb, or crops as <country>/<city>/<video id>/<pid>_<frame>_<detection>.jpg',
        published: { images: 10_683_716, identities: 433_997 },
    },
    lpw: {
        title: 'LPW (Labeled Pedestrian in the Wild)',
        home: 'http://liuyu.us/dataset/lpw/',
        terms: 'research only',
        expects: 'pep_256x128/scen1/view1/<pid>/<frame>.jpg (scen1 to scen3, view1 to view4)',
        published: { images: 592_438, identities: 2_731, tracklets: 7_694 },
    },
    folder: {
        title: 'Own images',
        terms: 'yours to know: you need the right to process pictures of these people',
        expects: '<identity>/<image>.jpg, one sub-folder for each person',
    },
};
/** One sentence for each count that differs from the published one; none for people's own images. */
export function differences(kind, counted) {
    const { title, published } = SOURCES[kind];
    const names = ['images', 'identities', 'tracklets'];
    return names.flatMap((name) => {
        const [found, expected] = [counted[name], published?.[name]];
        if (found === undefined || expected === undefined || found === expected)
            return [];
        return [`${title}: ${found.toLocaleString('en')} ${name}, ${expected.toLocaleString('en')} published`];
    });
}
//# sourceMappingURL=catalogue.js.map