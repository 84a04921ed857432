import { readFolder } from './folder.js';
import { readLpw } from './lpw.js';
import { readLupersonNl } from './lupersonNl.js';
/**
 * Recognises a data set on disk without scanning it.
 * @throws UserError missing_path, bad_layout, bad_file, with what was found and where the data set is had
 */
export function openSource(kind, dir) {
    switch (kind) {
        case 'luperson-nl':
            return readLupersonNl(dir);
        case 'lpw':
            return readLpw(dir);
        case 'folder':
            return readFolder(dir);
    }
}
//# sourceMappingURL=openSource.js.map