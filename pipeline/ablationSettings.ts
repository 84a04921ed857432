// The settings of a row of a table of ablations.
import { type Config, configSchema } from '../schemas/config.js';
import type { AblationRow } from './ablationTables.js';

/** A configuration's settings with those of a row in their places. */
export function rowSettings(base: Config['pretrain'], row: AblationRow): Config['pretrain'] {
  const isParts = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const changed = Object.entries(row.settings).map(([key, value]) => {
    const old = base[key as keyof Config['pretrain']];
    return [key, isParts(value) && isParts(old) ? { ...old, ...value } : value] as const;
  });
  return configSchema.shape.pretrain.parse({ ...base, ...Object.fromEntries(changed) });
}
