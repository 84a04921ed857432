/** What an update rule is: named arrays beside each parameter, the numbers of a step, and a loop over elements. */
import type { AdamwOptions } from './adamw.js';
import { adamw } from './adamw.js';
import type { AdanOptions } from './adan.js';
import { adan } from './adan.js';
import type { SgdOptions } from './sgd.js';
import { sgd } from './sgd.js';

/** The arrays of one parameter, all of one length. */
export interface RuleArrays {
  readonly weights: Float32Array;
  readonly gradient: Float32Array;
  /** In the order of the rule's `slots`. */
  readonly slots: readonly Float32Array[];
}

/** Of one parameter in one step. */
export interface StepNumbers {
  /** Counts from 1. */
  readonly step: number;
  readonly rate: number;
  readonly weightDecay: number;
}

export interface Rule {
  /** Names of the arrays that it keeps for each parameter; all start at 0. */
  readonly slots: readonly string[];
  /** What `update` needs to know of a step, at most `MAX_SCALARS` numbers. */
  scalars(numbers: StepNumbers): number[];
  /**
   * Updates elements `from` to `to` (exclusive) of the weights and slots in place. Elementwise: what becomes of an
   * element does not depend on the range that it is updated in. Arithmetic in double precision, stored in single.
   */
  update(arrays: RuleArrays, scalars: readonly number[], from: number, to: number): void;
  /** Whether to start anew after `step` steps; `slot` gives the arrays of that name of all parameters. */
  restartDue?(step: number, slot: (name: string) => readonly Float32Array[]): boolean;
}

export const MAX_SCALARS = 8;

/** A rule as plain data, which can travel to another thread. */
export type RuleConfig =
  | ({ readonly kind: 'sgd' } & SgdOptions)
  | ({ readonly kind: 'adamw' } & AdamwOptions)
  | ({ readonly kind: 'adan' } & AdanOptions);

export function ruleOf(config: RuleConfig): Rule {
  switch (config.kind) {
    case 'sgd':
      return sgd(config);
    case 'adamw':
      return adamw(config);
    case 'adan':
      return adan(config);
  }
}
