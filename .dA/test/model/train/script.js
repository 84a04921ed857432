// What runs in the process of process.test.ts: ends in every way there is.
import { writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { serve } from '../../../model/train/process.js';
import { UserError } from '../../../schemas/userError.js';
serve(async ({ end, file, numbers }, { stopped, onProgress }) => {
    if (file !== undefined)
        writeFileSync(file, String(process.pid));
    onProgress(1);
    if (end === 'mistake')
        throw new UserError('bad_file', { what: 'wrong', got: 'this', fix: 'that' });
    if (end === 'crash')
        throw new TypeError('broken');
    if (end === 'exit')
        process.exit(3);
    if (end === 'killed')
        process.kill(process.pid, 'SIGKILL');
    if (end === 'done')
        return { doubled: numbers.map((x) => 2 * x), allocator: process.env.MALLOC_MMAP_MAX_ };
    while (!stopped())
        await setTimeout(5);
    return undefined;
});
//# sourceMappingURL=script.js.map