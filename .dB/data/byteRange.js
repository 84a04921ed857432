export {};
//# sourceMappingURL=byteRange.js.map