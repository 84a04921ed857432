/** What an update rule is: named arrays beside each parameter, the numbers of a step, and a formula for an element. */
import type { AdamwOptions } from './adamw.js';
import { adamw } from './adamw.js';
import type { AdanOptions } from './adan.js';
import { adan } from './adan.js';
import type { Formula, Kernel } from './kernel.js';
import { instantiateKernel } from './kernel.js';
import type { SgdOptions } from './sgd.js';
import { sgd } from './sgd.js';

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
  /** What the formula needs to know of a step, always as many numbers. */
  scalars(numbers: StepNumbers): number[];
  /** Elementwise, in double precision; the arrays are single precision. */
  readonly formula: Formula;
  /** Whether to start anew after `step` steps; `slot` gives the arrays of that name of all parameters. */
  restartDue?(step: number, slot: (name: string) => readonly Float32Array[]): boolean;
}

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

/** The rule's formula over all elements of a piece. */
export function kernelOf({ formula, slots, scalars }: Rule, memory: WebAssembly.Memory): Kernel {
  const count = scalars({ step: 1, rate: 0, weightDecay: 0 }).length;
  return instantiateKernel(formula, { slots: slots.length, scalars: count }, memory);
}
