/** A helper thread of an optimizer: updates the pieces that it finds in its mailboxes, in turns, until they are closed. */
import { parentPort, workerData } from 'node:worker_threads';
import { updateOnDesk } from './arena.js';
import { readPiece, setState, STATE, stateOf, waitWhile, writeMessage } from './mailbox.js';
import { kernelOf, ruleOf } from './rule.js';
const { config, arena, boxes } = workerData;
const kernel = kernelOf(ruleOf(config), arena.memory);
parentPort?.postMessage('ready');
serve();
function serve() {
    for (let turn = 0;; turn = (turn + 1) % boxes.length) {
        const box = boxes[turn];
        for (let state = stateOf(box); state !== STATE.posted; state = stateOf(box)) {
            if (state === STATE.closed)
                return;
            waitWhile(box, state);
        }
        try {
            const { index, ...piece } = readPiece(box);
            updateOnDesk(kernel, box.desk, { slots: arena.slots[index], scalars: box.scalars }, piece);
        }
        catch (error) {
            writeMessage(box, String(error));
            setState(box, STATE.failed);
            throw error;
        }
        setState(box, STATE.done);
    }
}
//# sourceMappingURL=helper.js.map