/** Stable names of the mistakes a user can make; tests and scripts match on them. */
export type UserErrorCode =
  | 'bad_config'
  | 'bad_usage'
  | 'bad_layout'
  | 'bad_file'
  | 'bad_model'
  | 'missing_path'
  | 'missing_input'
  | 'workspace_locked'
  | 'disk_full'
  | 'nothing_to_do';

/** What happened, what was found instead, and what the user can do about it. */
export interface UserErrorParts {
  readonly what: string;
  readonly got?: string;
  readonly fix?: string;
}

/** A user's mistake: printed without a stack, exit code 2. Every other error is a bug and keeps its stack. */
export class UserError extends Error {
  readonly got?: string;
  readonly fix?: string;

  constructor(
    readonly code: UserErrorCode,
    parts: UserErrorParts,
    options?: ErrorOptions,
  ) {
    super(parts.what, options);
    this.name = 'UserError';
    this.got = parts.got;
    this.fix = parts.fix;
  }

  /** The three lines that the command line prints. */
  format(): string {
    const lines = [this.message];
    if (this.got) lines.push(`  got: ${this.got}`);
    if (this.fix) lines.push(`  fix: ${this.fix}`);
    return lines.join('\n');
  }
}
