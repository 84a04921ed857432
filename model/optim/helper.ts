/** A helper thread of an optimizer: updates the pieces that it finds in its mailboxes, in turns, until they are closed. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Arena } from './arena.js';
import { updateOnDesk } from './arena.js';
import type { Mailbox } from './mailbox.js';
import { readPiece, setState, STATE, stateOf, waitWhile, writeMessage } from './mailbox.js';
import type { RuleConfig } from './rule.js';
import { kernelOf, ruleOf } from './rule.js';

export interface HelperStart {
  readonly config: RuleConfig;
  /** Shared. */
  readonly arena: Pick<Arena, 'memory' | 'slots'>;
  readonly boxes: readonly Mailbox[];
}

const { config, arena, boxes } = workerData as HelperStart;
const kernel = kernelOf(ruleOf(config), arena.memory);
parentPort?.postMessage('ready');
serve();

function serve(): void {
  for (let turn = 0; ; turn = (turn + 1) % boxes.length) {
    const box = boxes[turn];
    for (let state = stateOf(box); state !== STATE.posted; state = stateOf(box)) {
      if (state === STATE.closed) return;
      waitWhile(box, state);
    }
    try {
      const { index, ...piece } = readPiece(box);
      updateOnDesk(kernel, box.desk, { slots: arena.slots[index], scalars: box.scalars }, piece);
    } catch (error) {
      writeMessage(box, String(error));
      setState(box, STATE.failed);
      throw error;
    }
    setState(box, STATE.done);
  }
}
