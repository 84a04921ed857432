// Reads the configuration: file, then `--set key=value`, then defaults. Mistakes name the key and the nearest right one.
import { closest } from 'fastest-levenshtein';
import { existsSync, readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { configSchema } from '../schemas/config.js';
import { UserError } from '../schemas/userError.js';
/**
 * Resolves the configuration.
 * @param file YAML or JSON; undefined: defaults only
 * @param overrides `key.sub=value`; the value is read as YAML, so `true`, `3`, `[1, 2]` and `null` are what they look like
 * @throws UserError bad_config, missing_path
 */
export function loadConfig(file, overrides) {
    const tree = file === undefined ? {} : readTree(file);
    for (const override of overrides)
        applyOverride(tree, override);
    const parsed = configSchema.safeParse(tree);
    if (parsed.success)
        return parsed.data;
    throw describeIssue(parsed.error.issues[0], tree, file);
}
function readTree(file) {
    if (!existsSync(file)) {
        throw new UserError('missing_path', {
            what: `There is no configuration file ${file}.`,
            fix: 'print one to start from: synthpedes config > synthpedes.yaml',
        });
    }
    let tree;
    try {
        tree = parseYaml(readFileSync(file, 'utf8')) ?? {}; // JSON is YAML
    }
    catch (cause) {
        const got = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
        throw new UserError('bad_config', { what: `Cannot read ${file} as YAML or JSON.`, got, fix: 'mend that line' }, { cause });
    }
    if (typeof tree === 'object' && !Array.isArray(tree))
        return tree;
    throw new UserError('bad_config', {
        what: `${file} holds no settings.`,
        got: JSON.stringify(tree),
        fix: 'write key: value lines',
    });
}
function applyOverride(tree, override) {
    const at = override.indexOf('=');
    if (at < 1) {
        throw new UserError('bad_config', {
            what: '--set needs key=value.',
            got: override,
            fix: '--set distribute.minImages=3',
        });
    }
    const path = override.slice(0, at).trim().split('.');
    let node = tree;
    for (const key of path.slice(0, -1)) {
        const next = node[key];
        node[key] = typeof next === 'object' && next !== null && !Array.isArray(next) ? next : {};
        node = node[key];
    }
    let value;
    try {
        value = parseYaml(override.slice(at + 1));
    }
    catch (cause) {
        throw new UserError('bad_config', { what: `--set ${path.join('.')}: the value is not YAML.`, got: override }, { cause });
    }
    node[path[path.length - 1]] = value ?? null;
}
function describeIssue(issue, tree, file) {
    const where = file ?? '--set';
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys') {
        const known = keysAt(path);
        const full = (key) => [...path, key].join('.');
        const key = issue.keys[0];
        return new UserError('bad_config', {
            what: `Unknown setting in ${where}.`,
            got: full(key),
            fix: known.length > 0 ? `did you mean ${full(closest(key, known))}? (there are: ${known.join(', ')})` : undefined,
        });
    }
    const value = path.reduce((node, key) => node?.[key], tree);
    return new UserError('bad_config', {
        what: `Wrong value for ${path.join('.') || 'the configuration'} in ${where}.`,
        got: JSON.stringify(value),
        fix: issue.code === 'invalid_union' ? unionHint(path) : issue.message,
    });
}
/** The settings that the schema knows at a path. */
function keysAt(path) {
    let node = z.toJSONSchema(configSchema, { io: 'input' });
    for (const key of path) {
        const next = node.properties?.[key];
        const object = [next, ...(next?.anyOf ?? [])].find((s) => s?.properties);
        if (!object)
            return [];
        node = object;
    }
    return Object.keys(node.properties ?? {});
}
function unionHint(path) {
    return path.join('.') === 'denoise.thresholds'
        ? 'calibrated, paper, or all three of {filter: 0.7, reassign: 0.75, merge: 0.85}'
        : 'see `synthpedes config` for what it takes';
}
//# sourceMappingURL=config.js.map