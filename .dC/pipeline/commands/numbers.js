// Numbers on the command line.
import { InvalidArgumentError } from 'commander';
export const wholeNumber = (least) => (text) => {
    if (!/^\d+$/.test(text) || Number(text) < least)
        throw new InvalidArgumentError(`It takes a whole number from ${least}.`);
    return Number(text);
};
/** `90s`, `8m`, `1.5h` -> seconds */
export function duration(text) {
    const [, count, unit] = /^(\d+(?:\.\d+)?)(s|m|h)$/.exec(text) ?? [];
    const seconds = Number(count) * { s: 1, m: 60, h: 3600 }[unit];
    if (!(seconds > 0))
        throw new InvalidArgumentError('It takes a time such as 90s, 8m or 1.5h.');
    return seconds;
}
//# sourceMappingURL=numbers.js.map