/** Prepares a look-up: image id -> its texts in the order of their styles; none where it has none. */
export function captionReader(database) {
    const find = database.prepare('SELECT style, text FROM captions WHERE image_id = ? ORDER BY style');
    return (image) => find.all(image);
}
//# sourceMappingURL=imageCaptions.js.map