/**
 * One group of labels that a classifier predicts together. The logits of all heads stand side by side in the
 * model's `logits` output, in the order of the list of heads.
 * `softmax`: exactly one class holds; `sigmoid`: each class holds or not on its own.
 */
export interface Head {
  readonly name: string;
  readonly kind: 'softmax' | 'sigmoid';
  readonly classes: readonly string[];
}

/** Columns of the `logits` output. */
export function logitCount(heads: readonly Head[]): number {
  return heads.reduce((sum, head) => sum + head.classes.length, 0);
}
