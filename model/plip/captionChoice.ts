/**
 * Which of an image's texts stands beside it (figure 4 of the paper: the more of them take part, the better). An image has a
 * prompt caption and generated ones; one is drawn anew each epoch.
 */
import type { StyledText } from '../../data/imageCaptions.js';
import type { Random } from '../../data/random.js';

/**
 * How often each text is drawn, as weights: of the prompt caption, of the image's first generated caption (the lowest style
 * that it has), its second ... What an image lacks falls to its others in proportion.
 */
export type CaptionShares = readonly number[];

/** The four settings of the paper's comparison: P prompt caption, G generated. */
export const CAPTION_SHARES = {
  PC: [1],
  GC: [0, 1],
  'PC+GC': [1, 1],
  'PC+2GC': [1, 1, 1],
} as const satisfies Record<string, CaptionShares>;

/** Those texts of an image that may be drawn, with their weights. @param captions in the order of their styles */
export function allowedCaptions(captions: readonly StyledText[], shares: CaptionShares) {
  const [prompt, ...generated] = shares;
  let written = 0;
  return captions
    .map((caption) => ({ ...caption, share: (caption.style === 0 ? prompt : generated[written++]) ?? 0 }))
    .filter(({ share }) => share > 0);
}

/** One text of an image; undefined where it has none that may be drawn. Uses up one random number in any case. */
export function drawCaption(
  captions: readonly StyledText[],
  shares: CaptionShares,
  random: Random,
): string | undefined {
  const allowed = allowedCaptions(captions, shares);
  let rest = random() * allowed.reduce((sum, { share }) => sum + share, 0);
  return (allowed.find(({ share }) => (rest -= share) < 0) ?? allowed.at(-1))?.text;
}
