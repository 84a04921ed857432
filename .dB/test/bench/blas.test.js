// The benchmark's look at which BLAS its peer has loaded.
import test from 'ava';
import { blasOf } from './blas.js';
const maps = (...paths) => paths.map((path, i) => `7f${i}000-7f${i}fff r-xp 00000000 08:01 ${i}                  ${path}\n`).join('');
const torch = '/usr/lib/x86_64-linux-gnu/libtorch_cpu.so.1.13';
test("Debian's reference BLAS is told from the optimised ones that stand in its place", (t) => {
    const debian = '/usr/lib/x86_64-linux-gnu';
    t.deepEqual(blasOf(maps(torch, `${debian}/blas/libblas.so.3.11.0`)), {
        kind: 'reference',
        path: `${debian}/blas/libblas.so.3.11.0`,
    });
    t.is(blasOf(maps(torch, `${debian}/openblas-pthread/libblas.so.3`)).kind, 'OpenBLAS');
    t.is(blasOf(maps(`${debian}/blis-openmp/libblas.so.4`)).kind, 'BLIS');
    t.is(blasOf(maps(`${debian}/atlas/libblas.so.3.10.3`)).kind, 'ATLAS');
    t.is(blasOf(maps('/opt/intel/lib/libmkl_core.so.2', `${debian}/blas/libblas.so.3`)).kind, 'MKL');
    t.is(blasOf(maps('/usr/lib64/libblas.so.3')).kind, 'reference', "Fedora's");
});
test('a process without any says so', (t) => {
    t.is(blasOf(maps(torch)).kind, 'unknown: built in, or none');
    t.is(blasOf('').kind, 'unknown: built in, or none');
});
//# sourceMappingURL=blas.test.js.map