// Which BLAS a process multiplies with, from the libraries that it has mapped (Linux: /proc/<pid>/maps).
const KINDS = [
    ['MKL', /\/libmkl_/],
    ['OpenBLAS', /openblas/i],
    ['BLIS', /\/blis[^/]*\/|\/libblis/],
    ['ATLAS', /\/atlas\/|\/lib(?:sat|tat)?atlas|\/libf77blas/],
    // Where Debian's alternatives and others put the plain one.
    ['reference', /\/lib(?:ref)?blas\.so/],
];
/** @param maps the text of /proc/<pid>/maps */
export function blasOf(maps) {
    const paths = [...new Set(maps.split('\n').map((line) => /\s(\/.*)$/.exec(line)?.[1] ?? ''))];
    for (const [kind, pattern] of KINDS) {
        const path = paths.find((each) => pattern.test(each));
        if (path !== undefined)
            return { kind, path };
    }
    return { kind: 'unknown: built in, or none' };
}
//# sourceMappingURL=blas.js.map