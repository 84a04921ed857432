const EXPANSION = 4;
/** A backward pass has two products for each of the forward pass: for the weights and for what comes in. */
const BACKWARD = 2;
/** Of a step over `images` pictures with captions of `length` tokens, of whose encoder the last `trained` layers are trained. */
export function plipOperations(net, { images, length, targets, trained }) {
    const whole = (forward) => (1 + BACKWARD) * forward;
    const text = textLayer(net, length);
    const { layers } = net.text;
    const texts = layers * text + BACKWARD * Math.min(trained, layers) * text;
    const words = (2 * targets * net.text.width * net.text.vocabulary) / images;
    const both = 2; // colour and gray pictures, complete and masked captions
    return images * (both * whole(visual(net)) + both * texts + whole(colorizer(net)) + whole(text + words));
}
/** Of a k x k convolution at so many places. */
const conv = (places, kernel, from, to) => 2 * places * kernel ** 2 * from * to;
/** Forward, of one picture: the stem and its four stages, strides 4 to 32. */
function visual({ visual: { width, blocks, picture } }) {
    const places = (stride) => (picture[0] * picture[1]) / stride ** 2;
    const half = width / 2;
    let sum = conv(places(2), 3, 3, half) + conv(places(2), 3, half, half) + conv(places(2), 3, half, width);
    let from = width;
    blocks.forEach((count, stage) => {
        const [inner, after] = [width * 2 ** stage, places(4 * 2 ** stage)];
        for (let block = 0; block < count; block++) {
            // The first block shrinks its maps only behind its 3x3 convolution.
            const before = block === 0 && stage > 0 ? 4 * after : after;
            sum += conv(before, 1, from, inner) + conv(before, 3, inner, inner) + conv(after, 1, inner, EXPANSION * inner);
            if (block === 0)
                sum += conv(after, 1, from, EXPANSION * inner);
            from = EXPANSION * inner;
        }
    });
    return sum;
}
/** Forward, of one caption. */
function textLayer({ text: { width, feedForward } }, length) {
    return 2 * length * (4 * width ** 2 + 2 * width * feedForward) + 4 * length ** 2 * width;
}
/** Forward, of one picture. */
function colorizer({ visual: { width, picture }, colorizer: { channels } }) {
    const places = (stride) => (picture[0] * picture[1]) / stride ** 2;
    const projections = [0, 1, 2, 3].map((i) => conv(places(4 * 2 ** i), 3, EXPANSION * width * 2 ** i, channels));
    const deconvolutions = conv(places(4), 3, 4 * channels, channels) + conv(places(2), 3, channels, 3);
    return projections.reduce((sum, x) => sum + x, deconvolutions);
}
//# sourceMappingURL=plipOperations.js.map