import { createArena, PIECE, putOnDesk, takeOffDesk, updateOnDesk } from './arena.js';
import { kernelOf } from './rule.js';
/** An optimizer in the calling thread. */
export function createOptimizer(parts) {
    const arena = arenaFor(parts, { desks: 1, shared: false });
    const kernel = kernelOf(parts.rule, arena.memory);
    return optimizerOver(parts, arena.slots, (tasks) => {
        for (const task of tasks)
            for (const piece of piecesOf(task))
                updatePiece(kernel, arena.desks[0], task, piece);
    });
}
export function arenaFor({ rule, parameters, plan }, room) {
    const sizes = Object.keys(plan).map((name) => parameters[name].data.length);
    return createArena({ sizes, slots: rule.slots.length, ...room });
}
export function* piecesOf({ weights: { length } }) {
    for (let from = 0; from < length; from += PIECE)
        yield { from, to: Math.min(length, from + PIECE) };
}
export function updatePiece(kernel, desk, task, piece) {
    putOnDesk(desk, task, piece);
    updateOnDesk(kernel, desk, task, piece);
    takeOffDesk(desk, task.weights, piece);
}
/** The bookkeeping over given arrays; `execute` does the updates. */
export function optimizerOver({ rule, parameters, plan }, slots, execute) {
    const names = Object.keys(plan);
    const indices = new Map(names.map((name, index) => [name, index]));
    const arrays = Object.fromEntries(names.flatMap((name, index) => rule.slots.map((slot, s) => [`${slot}/${name}`, slots[index][s]])));
    let [step, rate] = [0, 0];
    const restart = () => {
        for (const array of Object.values(arrays))
            array.fill(0);
        step = 0;
    };
    const task = (index, gradient) => {
        const { rateFactor, weightDecay } = plan[names[index]];
        return {
            index,
            weights: parameters[names[index]].data,
            gradient,
            slots: slots[index],
            scalars: rule.scalars({ step, rate: rate * rateFactor, weightDecay }),
        };
    };
    return {
        beginStep: (base) => {
            if (rule.restartDue?.(step, (slot) => slots.map((own) => own[rule.slots.indexOf(slot)])))
                restart();
            rate = base;
            step++;
        },
        update: (gradients) => {
            if (step === 0)
                throw new Error('update() before beginStep().');
            const tasks = [];
            for (const [name, gradient] of Object.entries(gradients)) {
                checkGradient(parameters, name, gradient);
                const index = indices.get(name);
                if (index !== undefined)
                    tasks.push(task(index, gradient));
            }
            execute(tasks);
        },
        state: () => ({ step, arrays }),
        restore: (saved) => {
            copyState(saved.arrays, arrays);
            step = saved.step;
        },
        restart,
    };
}
function checkGradient(parameters, name, gradient) {
    if (!(name in parameters))
        throw new Error(`A gradient of ${name}, which is no parameter.`);
    const size = parameters[name].data.length;
    if (gradient.length !== size)
        throw new Error(`A gradient of ${gradient.length} elements for ${name} of ${size}.`);
}
function copyState(saved, own) {
    const missing = Object.keys(own).filter((name) => saved[name]?.length !== own[name].length);
    const unknown = Object.keys(saved).filter((name) => !(name in own));
    if (missing.length + unknown.length > 0)
        throw new Error(`The saved state is of other parameters: ${[...missing, ...unknown].slice(0, 5).join(', ')}.`);
    for (const [name, array] of Object.entries(own))
        array.set(saved[name]);
}
//# sourceMappingURL=optimizer.js.map