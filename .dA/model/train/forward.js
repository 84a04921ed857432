/** A function of a network's weights that are still being trained: compiled once, the weights go in anew with every run. */
import { isEager, PROVIDERS, runEagerly } from '../engine/eager.js';
import { compile } from '../engine/trace.js';
import { below, prefixed, WEIGHT, weightFeeds } from './step.js';
export const forwardInputs = ({ parameters, inputs }) => ({
    ...prefixed(WEIGHT, parameters),
    ...inputs,
});
/** The traceable function behind it. */
export const forwardFunction = ({ run }) => (all) => run(below(WEIGHT, all), all);
export async function compileForward(forward, { backend = 'onnx', ...options } = {}) {
    const [fn, specs] = [forwardFunction(forward), forwardInputs(forward)];
    const compiled = isEager(backend)
        ? await runEagerly(fn, specs, { backend })
        : await compile(fn, specs, { ...options, provider: PROVIDERS[backend] });
    return {
        run: (feeds) => compiled.run({ ...weightFeeds(forward.parameters), ...feeds }),
        release: () => compiled.release(),
    };
}
//# sourceMappingURL=forward.js.map