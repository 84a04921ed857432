// The settings of a row of a table of ablations.
import { configSchema } from '../schemas/config.js';
/** A configuration's settings with those of a row in their places. */
export function rowSettings(base, row) {
    const isParts = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
    const changed = Object.entries(row.settings).map(([key, value]) => {
        const old = base[key];
        return [key, isParts(value) && isParts(old) ? { ...old, ...value } : value];
    });
    return configSchema.shape.pretrain.parse({ ...base, ...Object.fromEntries(changed) });
}
//# sourceMappingURL=ablationSettings.js.map