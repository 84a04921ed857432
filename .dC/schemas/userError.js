/** A user's mistake: printed without a stack, exit code 2. Every other error is a bug and keeps its stack. */
export class UserError extends Error {
    code;
    got;
    fix;
    constructor(code, parts, options) {
        super(parts.what, options);
        this.code = code;
        this.name = 'UserError';
        this.got = parts.got;
        this.fix = parts.fix;
    }
    /** The three lines that the command line prints. */
    format() {
        const lines = [this.message];
        if (this.got)
            lines.push(`  got: ${this.got}`);
        if (this.fix)
            lines.push(`  fix: ${this.fix}`);
        return lines.join('\n');
    }
}
//# sourceMappingURL=userError.js.map