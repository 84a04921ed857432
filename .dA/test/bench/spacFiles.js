// Writes the files of a SPAC of the paper's size with random weights into a folder. A process of its own: making them takes
// more memory than working with them.
import { join } from 'node:path';
import { seededRandom } from '../../data/random.js';
import { exportSpacEncoder } from '../../model/spac/exportEncoder.js';
import { SPAC_PRESETS, spacParameters } from '../../model/spac/network.js';
import { storedParameters } from '../../model/weights/folder.js';
import { writeSafetensors, writeWhole } from '../../model/weights/safetensors.js';
import { ENCODER_FILE, WEIGHTS_FILE } from '../../schemas/spac.js';
const folder = process.argv[2];
const parameters = spacParameters(SPAC_PRESETS.paper, seededRandom('bench'));
writeWhole(join(folder, ENCODER_FILE), [exportSpacEncoder(SPAC_PRESETS.paper, parameters)]);
writeSafetensors(join(folder, WEIGHTS_FILE), storedParameters(parameters));
//# sourceMappingURL=spacFiles.js.map