/** A GPU in software for WebGPU: SwiftShader, as Debian's package chromium brings it (with the Vulkan loader beside it). */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the package puts it, or where somebody has unpacked it. */
const FOLDER = process.env.SYNTHPEDES_SWIFTSHADER ?? '/usr/lib/chromium';
const DRIVER = join(FOLDER, 'vk_swiftshader_icd.json');

/** Why there is none, where there is none. */
export const missing: string | undefined = existsSync(DRIVER)
  ? undefined
  : `no SwiftShader at ${DRIVER}: install Debian's chromium, or name its folder in SYNTHPEDES_SWIFTSHADER`;

/** Runs a script of this folder where WebGPU finds SwiftShader; without it where `gpu` is false. Rejects where the script fails. */
export function runScript(
  name: string,
  { gpu = true }: { gpu?: boolean } = {},
): Promise<{ stdout: string; stderr: string }> {
  const env = gpu
    ? { ...process.env, VK_ICD_FILENAMES: DRIVER, LD_LIBRARY_PATH: FOLDER }
    : { ...process.env, VK_ICD_FILENAMES: '/dev/null', LD_LIBRARY_PATH: '' };
  const script = fileURLToPath(new URL(name, import.meta.url));
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [script], { env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${name} failed:\n${stdout}\n${stderr}`, { cause: error }));
      else resolve({ stdout, stderr });
    });
  });
}
