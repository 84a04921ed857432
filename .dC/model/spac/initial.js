import { startFrom } from '../weights/startFrom.js';
import { spacParameters } from './network.js';
/**
 * @param folders of converted networks (`synthpedes convert`): a ResNet, with or without a pyramid, and a GPT-2
 * @throws UserError missing_path, bad_file, bad_model where a network is of another kind or size
 */
export function initialSpac(net, folders, random) {
    const parameters = spacParameters(net, random);
    const fix = 'ResNet-101 (with a pyramid of 256 channels or none) and GPT-2 124M belong to the preset paper';
    if (folders.body !== undefined)
        startFrom(parameters, { folder: folders.body, type: 'resnet', place: bodyPlace, fix });
    if (folders.generator !== undefined)
        startFrom(parameters, { folder: folders.generator, type: 'gpt2', place: (name) => `generator/${name}`, fix });
    return parameters;
}
const bodyPlace = (name) => (/^(lateral|output)\d/.test(name) ? `pyramid/${name}` : `body/${name}`);
//# sourceMappingURL=initial.js.map