/** What the measures of styles read: a caption, the image that it is of, and the style that it was written in. */
export interface StyledCaption {
  readonly image: string;
  readonly style: number;
  readonly caption: string;
}

/** The styles that there are, in order. */
export const stylesOf = (captions: readonly StyledCaption[]): number[] =>
  [...new Set(captions.map(({ style }) => style))].sort((a, b) => a - b);

/** Every two styles, each pair once. */
export const pairsOf = <T>(items: readonly T[]): Array<readonly [T, T]> =>
  items.flatMap((one, i) => items.slice(i + 1).map((other) => [one, other] as const));
