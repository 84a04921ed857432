import { setImmediate } from 'node:timers/promises';
/** Often enough for a timer or Ctrl-C to be served within milliseconds, seldom enough to cost nothing. */
const ITEMS_A_TURN = 1024;
/** A synchronous walk as a stream that lets the event loop run (signals, progress) now and then. */
export async function* paced(items) {
    let count = 0;
    for (const item of items) {
        if (++count % ITEMS_A_TURN === 0)
            await setImmediate();
        yield item;
    }
}
//# sourceMappingURL=paced.js.map