import { visualNetwork } from '../nn/visual.js';
import { startFrom } from '../weights/startFrom.js';
import { plipParameters, TEXT, VISUAL } from './network.js';
/**
 * @param folders of converted networks (`synthpedes convert`): a visual encoder of the net's kind, a BERT
 * @throws UserError missing_path, bad_file, bad_model where a network is of another kind or size
 */
export function initialPlip({ net, tasks }, folders, random) {
    const parameters = plipParameters(net, tasks, random);
    if (folders.visual !== undefined)
        startFrom(parameters, {
            folder: folders.visual,
            type: visualNetwork(net.visual).type,
            place: (name) => `${VISUAL}/${name}`,
            fix: 'the kinds clip-resnet and timm-resnet-d, or timm-swin for paper-swin-b, of the size of the preset, pooled as it says',
        });
    if (folders.text !== undefined)
        startFrom(parameters, {
            folder: folders.text,
            type: 'bert',
            place: (name) => `${TEXT}/${name}`,
            fix: 'bert-base-uncased belongs to the presets paper-*',
        });
    return parameters;
}
//# sourceMappingURL=initial.js.map