// One side of the engine's bench in a process of its own, so that memory is its own too: a line on stdin runs the case
// once, and is answered by `done <peak memory in MB>`.
import { createInterface } from 'node:readline';
import { build } from './engineCases.js';
const run = await build(JSON.parse(process.argv[2]));
process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
    if (line === '')
        continue;
    await run();
    process.stdout.write(`done ${Math.round(process.resourceUsage().maxRSS / 1024)}\n`);
}
process.exit(0);
//# sourceMappingURL=enginePeer.js.map