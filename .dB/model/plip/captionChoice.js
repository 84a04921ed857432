/** The four settings of the paper's comparison: P prompt caption, G generated. */
export const CAPTION_SHARES = {
    PC: [1],
    GC: [0, 1],
    'PC+GC': [1, 1],
    'PC+2GC': [1, 1, 1],
};
/** Those texts of an image that may be drawn, with their weights. @param captions in the order of their styles */
export function allowedCaptions(captions, shares) {
    const [prompt, ...generated] = shares;
    let written = 0;
    return captions
        .map((caption) => ({ ...caption, share: (caption.style === 0 ? prompt : generated[written++]) ?? 0 }))
        .filter(({ share }) => share > 0);
}
/** One text of an image; undefined where it has none that may be drawn. Uses up one random number in any case. */
export function drawCaption(captions, shares, random) {
    const allowed = allowedCaptions(captions, shares);
    let rest = random() * allowed.reduce((sum, { share }) => sum + share, 0);
    return (allowed.find(({ share }) => (rest -= share) < 0) ?? allowed.at(-1))?.text;
}
//# sourceMappingURL=captionChoice.js.map