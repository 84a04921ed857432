// Which trainings a rebuild begins with, as its settings say.
import test from 'ava';
import { loadConfig } from '../../pipeline/config.js';
import { writerRequest } from '../../pipeline/rebuild.js';
const asked = (...settings) => writerRequest({ config: loadConfig(undefined, settings), workspace: '/somewhere' });
test('a SPAC is trained with the styles of the settings, and only where none is named', (t) => {
    const train = 'caption.train={data: [{kind: cuhk-pedes, path: /data}], preset: tiny';
    const request = asked(`${train}, styles: 4, styleAssignment: turn, epochs: 3}`, 'caption.seed=5');
    t.like(request, { preset: 'tiny', styles: 4, styleAssignment: 'turn', epochs: 3, seed: 5 });
    t.deepEqual(request.data, [{ kind: 'cuhk-pedes', path: '/data' }]);
    t.like(asked(`${train}}`), { styles: 2, styleAssignment: 'cluster' });
    t.is(asked(`${train}}`, 'caption.captioner=/spac'), undefined);
    t.is(asked(), undefined);
});
//# sourceMappingURL=rebuild.test.js.map