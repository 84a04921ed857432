export function css([r, g, b], light = 1) {
    const clip = (value) => Math.round(Math.min(255, Math.max(0, value * light)));
    return `rgb(${clip(r)},${clip(g)},${clip(b)})`;
}
/** A limb: a line through points that is as thick as a limb is. */
export function limb(points, width, colour) {
    const d = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join(' ');
    return `<path d="${d}" stroke="${colour}" stroke-width="${width.toFixed(1)}" fill="none" stroke-linecap="round" stroke-linejoin="round"/>`;
}
//# sourceMappingURL=strokes.js.map