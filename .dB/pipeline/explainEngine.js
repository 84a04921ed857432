// `engine explain`: where the time of a training step goes on this machine, and whether the usual expressions are the fastest.
import { loadavg } from 'node:os';
import { UserError } from '../schemas/userError.js';
import { explainPlip } from '../model/plip/explain.js';
import { planPretraining } from './pretrainPlan.js';
/** @param batch images of the step; default: as many as a training has in memory at once */
export async function explainEngine(context, { preset, batch }) {
    const { pretrain, threads, backend } = context.config;
    if (backend !== 'onnx')
        throw new UserError('bad_config', {
            what: 'What is explained is a step of ONNX Runtime on the CPU.',
            got: `backend ${backend}`,
            fix: 'leave the backend at onnx',
        });
    const size = batch === undefined ? {} : { batch, chunk: batch };
    const { net, loss, recipe } = planPretraining({ ...pretrain, preset, ...size });
    let progress;
    const onTimed = (_, all) => {
        progress ??= context.report.start('expressions', all, 'problems');
        progress.advance(1);
    };
    try {
        const explained = await explainPlip({ net, loss, recipe }, { threads: threads ?? undefined, onTimed });
        return { preset, threads, load: loadavg()[0], ...explained };
    }
    finally {
        progress?.end();
    }
}
/** The text of `synthpedes engine explain`. */
export function describeEngine(explained) {
    const { preset, images, length, seconds, parts, expressions, load } = explained;
    const all = parts.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    const shown = parts.filter(({ milliseconds }) => milliseconds >= SMALLEST * all);
    const line = ({ op, nodes, milliseconds }) => `${op.padEnd(42)}${String(nodes).padStart(6)}${milliseconds.toFixed(1).padStart(10)}${((100 * milliseconds) / all).toFixed(1).padStart(7)} %`;
    const rivals = Object.entries(expressions).map(([key, { count, times }]) => {
        const [usual] = Object.keys(times);
        const best = Math.min(...Object.values(times));
        const each = Object.entries(times).map(([name, time]) => `${name}${name === usual ? '*' : ''} ${time.toFixed(2)}${time === best ? ' <' : ''}`);
        return `${count} x ${key}\n    ${each.join(', ')}`;
    });
    const lost = Object.values(expressions).reduce((sum, { count, times }) => sum + count * (Object.values(times)[0] - Math.min(...Object.values(times))), 0);
    return [
        `${preset}, ${images} images, captions of ${length} tokens: ${seconds.toFixed(2)} s forward and backward, without optimizer (load ${load.toFixed(1)})`,
        '',
        `${'op'.padEnd(42)}${'nodes'.padStart(6)}${'ms'.padStart(10)}${'share'.padStart(9)}`,
        ...shown.map(line),
        '',
        `expressions, ms (* the usual one, < the fastest here); the fastest would save ${lost.toFixed(0)} ms of a step`,
        ...rivals,
        '',
        'With tune=true a training takes the fastest: their times, and the graphs made of them, lie beside its checkpoint',
        '(expressions.json, graph-*.onnx) and are made again where they are of another machine or version.',
    ].join('\n');
}
/** Share of the whole below which an op is not listed. */
const SMALLEST = 0.002;
//# sourceMappingURL=explainEngine.js.map