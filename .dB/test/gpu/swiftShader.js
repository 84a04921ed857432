/** A GPU in software for WebGPU: SwiftShader, as Debian's package chromium brings it (with the Vulkan loader beside it). */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
/** Where the package puts it, or where somebody has unpacked it. */
const FOLDER = process.env.SYNTHPEDES_SWIFTSHADER ?? '/usr/lib/chromium';
const DRIVER = join(FOLDER, 'vk_swiftshader_icd.json');
/** Why there is none, where there is none. */
export const missing = existsSync(DRIVER)
    ? undefined
    : `no SwiftShader at ${DRIVER} (test/gpu/try.sh fetches Debian's)`;
/** Runs a script, named from here, where WebGPU finds SwiftShader. @returns what it prints; rejects where it fails */
export const runOnGpu = (script, args = []) => run([script, ...args], {
    ...{ VK_ICD_FILENAMES: DRIVER, LD_LIBRARY_PATH: FOLDER },
    SYNTHPEDES_TEST_PROVIDER: 'webgpu',
});
/** Likewise, where it finds no GPU. */
export const runWithoutGpu = (script) => run([script], { VK_ICD_FILENAMES: '/dev/null', LD_LIBRARY_PATH: '' });
function run([script, ...args], environment) {
    const path = fileURLToPath(new URL(script, import.meta.url));
    const options = { env: { ...process.env, ...environment }, maxBuffer: 2 ** 26 };
    return new Promise((resolve, reject) => {
        execFile(process.execPath, [path, ...args], options, (error, stdout, stderr) => {
            if (error)
                reject(new Error(`${script} failed:\n${stdout}\n${stderr}`, { cause: error }));
            else
                resolve(stdout);
        });
    });
}
//# sourceMappingURL=swiftShader.js.map