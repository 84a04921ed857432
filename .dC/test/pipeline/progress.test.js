import test from 'ava';
import { clock, openReporter, progressLine } from '../../pipeline/progress.js';
test('a line says how far, how fast and how long still', (t) => {
    const state = { label: 'annotate', unit: 'images', done: 2500, total: 10_000, seconds: 10 };
    t.is(progressLine(state), 'annotate  2,500 / 10,000 images  25%  250/s  ETA 0:30');
    t.is(progressLine({ ...state, done: 10_000 }), 'annotate  10,000 / 10,000 images  100%  1,000/s  in 0:10');
    t.is(progressLine({ ...state, total: 0 }), 'annotate  2,500 images  250/s');
    t.is(progressLine({ ...state, done: 0, seconds: 0 }), 'annotate  0 / 10,000 images  0%');
});
test('what was done before does not count as speed', (t) => {
    const state = { label: 'pretrain', unit: 'steps', done: 600, total: 1000, seconds: 10, from: 500 };
    t.is(progressLine(state), 'pretrain  600 / 1,000 steps  60%  10/s  ETA 0:40');
});
test('times read as a clock', (t) => {
    t.deepEqual([0.4, 59.6, 61, 3600, 7325].map(clock), ['0:00', '1:00', '1:01', '1:00:00', '2:02:05']);
});
/** A screen and a clock that a test turns by hand. */
function stage(isTTY) {
    const written = [];
    let time = 0;
    return {
        written,
        pass: (ms) => void (time += ms),
        reporter: (quiet = false) => openReporter(quiet, { isTTY, write: (text) => written.push(text) }, () => time),
    };
}
test('a terminal line is rewritten, a log gets a new line every ten seconds', (t) => {
    const terminal = stage(true);
    const log = stage(false);
    for (const screen of [terminal, log]) {
        const bar = screen.reporter().start('x', 100, 'images');
        for (let i = 0; i < 100; i++) {
            screen.pass(250);
            bar.advance(1);
        }
        bar.end();
    }
    t.true(terminal.written.length > 90);
    t.true(terminal.written[0].startsWith('\r'));
    t.is(log.written.length, 3);
    t.true(log.written.every((line) => line.endsWith('\n')));
});
test('what stands beside is in the line, which is cut where the terminal ends', (t) => {
    const written = [];
    let time = 0;
    const screen = { isTTY: true, columns: 40, write: (text) => written.push(text) };
    const bar = openReporter(false, screen, () => time).start('x', 100, 'steps', 50);
    time = 1000;
    bar.advance(1, 'loss 3.5');
    t.is(written[0], '\r\x1b[Kx  51 / 100 steps  51%  1.0/s  ETA 0:49');
    screen.columns = 80;
    time = 2000;
    bar.advance(1, 'loss 3.25');
    t.is(written[1], '\r\x1b[Kx  52 / 100 steps  52%  1.0/s  ETA 0:48  loss 3.25');
});
test('quiet means warnings only', (t) => {
    const { written, reporter } = stage(true);
    const quiet = reporter(true);
    const bar = quiet.start('x', 1, 'images');
    bar.advance(1);
    bar.end();
    quiet.note('nothing');
    quiet.warn('look here');
    t.deepEqual(written, ['warning: look here\n']);
});
//# sourceMappingURL=progress.test.js.map