/** The styles that there are, in order. */
export const stylesOf = (captions) => [...new Set(captions.map(({ style }) => style))].sort((a, b) => a - b);
/** Every two styles, each pair once. */
export const pairsOf = (items) => items.flatMap((one, i) => items.slice(i + 1).map((other) => [one, other]));
//# sourceMappingURL=styledCaption.js.map