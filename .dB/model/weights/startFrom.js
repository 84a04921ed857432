/** A network that starts where another one, which was converted from published weights, has ended. */
import { UserError } from '../../schemas/userError.js';
import { readNetworks } from './folder.js';
/**
 * Copies the first network of a type that is in a folder into the parameters.
 * @throws UserError missing_path, bad_file, bad_model where there is none, or it is of another size
 */
export function startFrom(parameters, { folder, type, place, fix }) {
    const all = Object.values(readNetworks(folder));
    const found = all.find(({ network }) => network.type === type);
    if (!found)
        throw new UserError('bad_model', {
            what: `There is no ${type} in ${folder}.`,
            got: all.map(({ network }) => network.type).join(', '),
            fix: 'convert the checkpoint with `synthpedes convert`',
        });
    for (const [name, { shape, data }] of Object.entries(found.parameters)) {
        const own = parameters[place(name)];
        if (own?.shape.join() !== shape.join())
            throw new UserError('bad_model', {
                what: `The network in ${folder} is not of the size that is trained.`,
                got: `${name}: [${shape.join()}], not [${own?.shape.join() ?? 'anything'}]`,
                fix,
            });
        own.data.set(data);
    }
}
//# sourceMappingURL=startFrom.js.map