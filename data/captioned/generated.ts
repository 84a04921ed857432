// Generated captions on disk: JSON lines of `{"file_path", "captions", "attributes"}`, or an exported annotation.
import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { UserError } from '../../schemas/userError.js';

/** What was generated of one image. */
export interface Generated {
  /** One a style; '' where a style has none. */
  readonly captions: readonly string[];
  /** The six phrases, where they are given: `["man,short hair,black shirt,blue jeans,unknown,backpack"]`. */
  readonly attributes?: string;
}

/**
 * Captions by image: one JSON object a line (an exported annotation has commas and brackets around them).
 * @throws UserError missing_path, bad_file
 */
export async function readGenerated(path: string): Promise<Map<string, Generated>> {
  if (!existsSync(path))
    throw new UserError('missing_path', {
      what: `There are no captions at ${path}.`,
      fix: 'give the file with --captions',
    });
  const found = new Map<string, Generated>();
  const lines = createInterface({ input: createReadStream(path) });
  let number = 0;
  for await (const line of lines) {
    number++;
    const text = line.trim().replace(/,$/, '');
    if (text === '' || text === '[' || text === ']') continue;
    const { file_path: key, captions, attributes } = parseLine(path, number, text);
    if (typeof key !== 'string' || !Array.isArray(captions) || !captions.every((each) => typeof each === 'string'))
      throw badLine(path, number, text);
    const [six] = Array.isArray(attributes) ? (attributes as unknown[]) : [];
    if (six !== undefined && (typeof six !== 'string' || six.split(',').length !== 6))
      throw badLine(path, number, text);
    found.set(key, { captions, attributes: six });
  }
  return found;
}

interface Line {
  file_path?: unknown;
  captions?: unknown;
  attributes?: unknown;
}

function parseLine(path: string, number: number, text: string): Line {
  try {
    return (JSON.parse(text) ?? {}) as Line;
  } catch {
    throw badLine(path, number, text);
  }
}

function badLine(path: string, number: number, text: string): UserError {
  return new UserError('bad_file', {
    what: `${path}, line ${number}, is no generated caption.`,
    got: text.slice(0, 120),
    fix: 'one JSON object a line: {"file_path": "...", "captions": ["..."]}',
  });
}
