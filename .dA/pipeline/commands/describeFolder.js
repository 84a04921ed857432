// `annotate --images`: the images of a folder are described, outside of any workspace.
import { readCaptioner } from '../../schemas/captionerFolder.js';
import { SPAC } from '../../schemas/spac.js';
import { describeDescribed, describeImages } from '../describeImages.js';
import { folderImages } from '../imageStream.js';
/** What a captioner says of the images of a folder, as soon as it is said. */
export async function* describeFolder(context, folder) {
    const { count, images } = folderImages(folder);
    const files = { files: filesOf(images()), count };
    for await (const data of describeImages(context, context.config.captioner.folder, files))
        yield { data, text: describeDescribed(data) };
}
/** The dry run of that. @throws UserError those of the captioner and of the folder */
export async function foreseeFolder(context, folder) {
    const { kind } = await readCaptioner(context.config.captioner.folder);
    const { count } = folderImages(folder);
    const what = kind === SPAC ? 'attributes and captions' : 'attributes';
    return {
        data: { images: count, captioner: kind },
        text: `would say ${what} of ${count.toLocaleString('en-US')} images`,
    };
}
function* filesOf(images) {
    for (const { name, range } of images)
        yield { key: name, path: range.path };
}
//# sourceMappingURL=describeFolder.js.map