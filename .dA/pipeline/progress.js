// Progress with rate and ETA, on stderr so that stdout stays the command's result.
/** A terminal's line is rewritten 5 times a second; a log file gets a line every 10 seconds. */
const TERMINAL_MS = 200;
const LOG_MS = 10_000;
/** Reports to `screen` (stderr). `now` is a clock in milliseconds. */
export function openReporter(quiet, screen = process.stderr, now = () => performance.now()) {
    const line = (text) => void (quiet || screen.write(`${text}\n`));
    return {
        start(label, total, unit, from = 0) {
            const started = now();
            let done = from;
            let beside = '';
            let shown = started;
            let open = false;
            const show = () => {
                if (quiet)
                    return;
                const line = progressLine({ label, unit, done, total, seconds: (now() - started) / 1000, from });
                const text = beside === '' ? line : `${line}  ${beside}`;
                // A line that wraps cannot be rewritten.
                screen.write(screen.isTTY ? `\r\x1b[K${text.slice(0, (screen.columns ?? 1000) - 1)}` : `${text}\n`);
                open = true;
            };
            return {
                advance(count, text = '') {
                    done += count;
                    beside = text;
                    if (now() - shown < (screen.isTTY ? TERMINAL_MS : LOG_MS))
                        return;
                    shown = now();
                    show();
                },
                end() {
                    if (done > from)
                        show();
                    if (open && screen.isTTY)
                        screen.write('\n');
                },
            };
        },
        note: line,
        warn: (text) => void screen.write(`warning: ${text}\n`),
    };
}
/** "annotate  12,000 / 50,000 images  24%  812/s  ETA 0:46". */
export function progressLine(state) {
    const { label, unit, done, total, seconds, from = 0 } = state;
    const rate = seconds > 0 ? (done - from) / seconds : 0;
    const parts = [label, total > 0 ? `${count(done)} / ${count(total)} ${unit}` : `${count(done)} ${unit}`];
    if (total > 0)
        parts.push(`${Math.floor((100 * done) / total)}%`);
    if (rate > 0)
        parts.push(`${rate >= 10 ? count(Math.round(rate)) : rate.toFixed(1)}/s`);
    if (done >= total && total > 0)
        parts.push(`in ${clock(seconds)}`);
    else if (rate > 0 && total > 0)
        parts.push(`ETA ${clock((total - done) / rate)}`);
    return parts.join('  ');
}
function count(n) {
    return n.toLocaleString('en-US');
}
/** h:mm:ss or m:ss. */
export function clock(seconds) {
    const s = Math.round(seconds);
    const tail = String(s % 60).padStart(2, '0');
    if (s < 3600)
        return `${Math.floor(s / 60)}:${tail}`;
    return `${Math.floor(s / 3600)}:${String(Math.floor(s / 60) % 60).padStart(2, '0')}:${tail}`;
}
//# sourceMappingURL=progress.js.map