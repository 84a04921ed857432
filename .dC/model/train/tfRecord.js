/**
 * TFRecord framing: what TensorFlow wraps each record of a file in, so that a torn end is noticed
 * (https://www.tensorflow.org/tutorials/load_data/tfrecord): length, its checksum, the bytes, their checksum.
 */
/** CRC-32C (Castagnoli; RFC 3720, appendix B.4), reflected. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++)
        crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
    return crc;
});
export function crc32c(bytes) {
    let crc = 0xffffffff;
    for (const byte of bytes)
        crc = TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
    return (crc ^ 0xffffffff) >>> 0;
}
/** So that the checksum of bytes that hold checksums is no trivial one. */
const MASK = 0xa282ead8;
function maskedCrc(bytes) {
    const crc = crc32c(bytes);
    return (((crc >>> 15) | (crc << 17)) + MASK) >>> 0;
}
/** The record as it stands in the file: 16 bytes more than it has. */
export function framed(record) {
    const out = new Uint8Array(record.length + 16);
    const view = new DataView(out.buffer);
    view.setBigUint64(0, BigInt(record.length), true);
    view.setUint32(8, maskedCrc(out.subarray(0, 8)), true);
    out.set(record, 12);
    view.setUint32(12 + record.length, maskedCrc(record), true);
    return out;
}
//# sourceMappingURL=tfRecord.js.map