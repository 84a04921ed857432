/** SPAC's weights before training: random, or with a body and a generator that have been trained elsewhere. */
import type { Random } from '../../data/random.js';
import { UserError } from '../../schemas/userError.js';
import type { Network } from '../nn/network.js';
import type { Parameters } from '../nn/parameters.js';
import { readNetworks } from '../weights/folder.js';
import { type SpacNet, spacParameters } from './network.js';

/**
 * @param folders of converted networks (`synthpedes convert`): a ResNet, with or without a pyramid, and a GPT-2
 * @throws UserError missing_path, bad_file, bad_model where a network is of another kind or size
 */
export function initialSpac(
  net: SpacNet,
  folders: { readonly body?: string; readonly generator?: string },
  random: Random,
): Parameters {
  const parameters = spacParameters(net, random);
  if (folders.body !== undefined) {
    const found = networkIn(folders.body, 'resnet');
    copyInto(parameters, found, { folder: folders.body, place: bodyPlace });
  }
  if (folders.generator !== undefined) {
    const found = networkIn(folders.generator, 'gpt2');
    copyInto(parameters, found, { folder: folders.generator, place: (name) => `generator/${name}` });
  }
  return parameters;
}

const bodyPlace = (name: string): string => (/^(lateral|output)\d/.test(name) ? `pyramid/${name}` : `body/${name}`);

function networkIn(folder: string, type: Network['type']): Parameters {
  const all = Object.values(readNetworks(folder));
  const found = all.find(({ network }) => network.type === type);
  if (found) return found.parameters;
  throw new UserError('bad_model', {
    what: `There is no ${type} in ${folder}.`,
    got: all.map(({ network }) => network.type).join(', '),
    fix: 'convert the checkpoint with `synthpedes convert`',
  });
}

function copyInto(
  parameters: Parameters,
  found: Parameters,
  { folder, place }: { folder: string; place: (name: string) => string },
): void {
  for (const [name, { shape, data }] of Object.entries(found)) {
    const own = parameters[place(name)];
    if (own?.shape.join() !== shape.join())
      throw new UserError('bad_model', {
        what: `The network in ${folder} is not of the captioner's size.`,
        got: `${name}: [${shape.join()}], not [${own?.shape.join() ?? 'anything'}]`,
        fix: 'ResNet-101 (with a pyramid of 256 channels or none) and GPT-2 124M belong to the preset paper',
      });
    own.data.set(data);
  }
}
