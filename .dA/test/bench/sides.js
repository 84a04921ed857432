// The two sides of a comparison with PyTorch, each in a process of its own that runs its case once for every line it is sent.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ALLOCATOR } from '../../model/train/process.js';
import { blasOf } from './blas.js';
const PYTHON = '/usr/bin/python3';
/** PyTorch at its best on few cores: OpenMP workers that sleep, an allocator that keeps huge pages. */
const TUNED = {
    OMP_NUM_THREADS: '2',
    OMP_WAIT_POLICY: 'PASSIVE',
    ...ALLOCATOR,
};
/** Says so where there is none. */
export function hasPyTorch() {
    const hasPeer = spawnSync(PYTHON, ['-c', 'import torch']).status === 0;
    if (!hasPeer)
        process.stderr.write("no PyTorch to compare with (Debian's python3-torch): our times only\n");
    return hasPeer;
}
let told = false;
/** Says once which BLAS PyTorch multiplies with. The reference one is many times slower than any that people train with. */
export function noteOf({ kind, path }) {
    const place = path === undefined ? '' : ` (${path})`;
    if (!told)
        process.stderr.write(`PyTorch's BLAS: ${kind}${place}\n`);
    if (kind !== 'reference') {
        told = true;
        return {};
    }
    if (!told)
        process.stderr.write(`\n  WARNING: PyTorch runs on the REFERENCE BLAS, which nobody trains with: every ratio below FLATTERS US.\n` +
            `  Install an optimised one (Debian: apt-get install libopenblas0-pthread) and run this again.\n\n`);
    told = true;
    return { note: 'PyTorch on the reference BLAS: the ratio flatters us' };
}
const script = (path) => fileURLToPath(new URL(path, import.meta.url));
export function startPyTorch(spec) {
    const environment = { ...process.env, ...TUNED };
    delete environment.OPENBLAS_CORETYPE;
    delete environment.OPENBLAS_L2_SIZE;
    return start(PYTHON, [script('../../../test/peers/steps.py')], spec, environment);
}
/** @param isTraining our trainings run in processes with this allocator; our inference runs in threads of the caller */
export function startOurs(spec, isTraining) {
    const environment = { ...(isTraining ? ALLOCATOR : {}), ...process.env };
    return start(process.execPath, [script('./enginePeer.js')], spec, environment);
}
async function start(command, args, spec, environment) {
    const child = spawn(command, [...args, JSON.stringify(spec)], {
        env: environment,
        stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    let megabytes = 0;
    const expect = async (word) => {
        const { value, done } = await lines.next();
        const [first, second] = done ? ['nothing'] : value.split(' ');
        if (first !== word)
            throw new Error(`${command} answered ${first} instead of running ${spec.case}.`);
        megabytes = Number(second ?? 0);
    };
    await expect('ready');
    const [maps, stat] = ['maps', 'stat'].map((name) => `/proc/${child.pid}/${name}`);
    return {
        step: async () => {
            child.stdin.write('step\n');
            await expect('done');
        },
        blas: () => blasOf(existsSync(maps) ? readFileSync(maps, 'utf8') : ''),
        megabytes: () => megabytes,
        processorSeconds: () => (existsSync(stat) ? processorSeconds(readFileSync(stat, 'utf8')) : 0),
        end: () => child.stdin.end(),
    };
}
/** Of the text of /proc/<pid>/stat: user and system time are the 14th and 15th field, in hundredths of a second. */
function processorSeconds(stat) {
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
}
//# sourceMappingURL=sides.js.map