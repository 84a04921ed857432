/** A helper thread of an optimizer: updates the pieces that it finds in its mailboxes, in turns, until they are closed. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Mailbox } from './mailbox.js';
import { readPiece, setState, STATE, stateOf, waitWhile, writeMessage } from './mailbox.js';
import type { Rule, RuleConfig } from './rule.js';
import { ruleOf } from './rule.js';

export interface HelperStart {
  readonly config: RuleConfig;
  /** Shared: of all parameters. */
  readonly slots: readonly Float32Array[][];
  readonly boxes: readonly Mailbox[];
}

const { config, slots, boxes } = workerData as HelperStart;
const rule = ruleOf(config);
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
      updatePiece(rule, box);
    } catch (error) {
      writeMessage(box, String(error));
      setState(box, STATE.failed);
      throw error;
    }
    setState(box, STATE.done);
  }
}

function updatePiece(by: Rule, box: Mailbox): void {
  const { index, from, length } = readPiece(box);
  const own = slots[index].map((slot) => slot.subarray(from, from + length));
  by.update({ weights: box.weights, gradient: box.gradient, slots: own }, [...box.scalars], 0, length);
}
