// `evaluate captions`: generated captions against what people wrote of the same images.
import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { CaptionedKind, Split } from '../data/captioned/catalogue.js';
import { captionedDifferences, openCaptioned } from '../data/captioned/read.js';
import { bleu } from '../model/measures/captions/bleu.js';
import { ciderD } from '../model/measures/captions/cider.js';
import { type Diversity, diversity } from '../model/measures/captions/diversity.js';
import { meteor } from '../model/measures/captions/meteor.js';
import { rougeL } from '../model/measures/captions/rougeL.js';
import { type Judged, words } from '../model/measures/captions/words.js';
import { UserError } from '../schemas/userError.js';
import type { Context } from './context.js';

export interface EvaluateRequest {
  readonly kind: CaptionedKind;
  readonly path: string;
  readonly split: Split;
  /** JSON lines of `{"file_path", "captions"}`, or an exported annotation. */
  readonly captions: string;
}

export interface CaptionScores extends Diversity {
  readonly bleu1: number;
  readonly bleu2: number;
  readonly bleu3: number;
  readonly bleu4: number;
  readonly meteor: number;
  readonly rougeL: number;
  readonly ciderD: number;
}

export interface Evaluation {
  readonly split: Split;
  /** Images of the split, and those of them that have a generated caption: only they are judged. */
  readonly images: { inSplit: number; judged: number };
  /** By style, counted from 1: the captions of an image in their order. */
  readonly styles: Record<string, CaptionScores>;
  readonly warnings: readonly string[];
}

/** @throws UserError missing_path, bad_layout, bad_file, nothing_to_do where no image has a generated caption */
export async function evaluateCaptions(context: Context, request: EvaluateRequest): Promise<Evaluation> {
  const { kind, path, split } = request;
  const generated = await readGenerated(request.captions);
  const set = openCaptioned(kind, path);
  const progress = context.report.start('read', 0, 'images');
  const judged = new Map<number, Judged[]>();
  let [inSplit, captions, withCaption] = [0, 0, 0];
  try {
    for await (const record of set.records()) {
      progress.advance(1);
      if (record.split !== split) continue;
      context.signal.throwIfAborted();
      inSplit++;
      captions += record.captions.length;
      const own = generated.get(record.key) ?? [];
      if (own.length > 0) withCaption++;
      const references = record.captions.map(words);
      own.forEach((text, style) => {
        const all = judged.get(style) ?? [];
        judged.set(style, all);
        all.push({ candidate: words(text), references });
      });
    }
  } finally {
    progress.end();
  }
  const warnings = captionedDifferences(kind, { [split]: [inSplit, captions] });
  if (withCaption === 0)
    throw new UserError('nothing_to_do', {
      what: `None of the ${inSplit} images of ${split} has a generated caption.`,
      got: `captions of ${generated.size} images, such as ${[...generated.keys()][0] ?? 'none'}`,
      fix: "`file_path` must be the annotation's own",
    });
  const styles = [...judged].map(([style, all]) => [String(style + 1), scores(all)] as const);
  return { split, images: { inSplit, judged: withCaption }, styles: Object.fromEntries(styles), warnings };
}

function scores(judged: readonly Judged[]): CaptionScores {
  const [bleu1, bleu2, bleu3, bleu4] = bleu(judged);
  return {
    ...{ bleu1, bleu2, bleu3, bleu4 },
    meteor: meteor(judged),
    rougeL: rougeL(judged),
    ciderD: ciderD(judged),
    ...diversity(judged.map(({ candidate }) => candidate)),
  };
}

/** Captions by image: one JSON object a line (an exported annotation has commas and brackets around them). */
async function readGenerated(path: string): Promise<Map<string, string[]>> {
  if (!existsSync(path))
    throw new UserError('missing_path', {
      what: `There are no captions at ${path}.`,
      fix: 'give the file with --captions',
    });
  const found = new Map<string, string[]>();
  const lines = createInterface({ input: createReadStream(path) });
  let number = 0;
  for await (const line of lines) {
    number++;
    const text = line.trim().replace(/,$/, '');
    if (text === '' || text === '[' || text === ']') continue;
    const { file_path: key, captions } = parseLine(path, number, text);
    if (typeof key !== 'string' || !Array.isArray(captions) || !captions.every((each) => typeof each === 'string'))
      throw badLine(path, number, text);
    found.set(key, captions);
  }
  return found;
}

function parseLine(path: string, number: number, text: string): { file_path?: unknown; captions?: unknown } {
  try {
    return (JSON.parse(text) ?? {}) as { file_path?: unknown; captions?: unknown };
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

/** The text of `synthpedes evaluate captions`. */
export function describeEvaluation({ split, images, styles, warnings }: Evaluation): string {
  const names = Object.keys(styles);
  const rows = Object.keys(styles[names[0]]) as Array<keyof CaptionScores>;
  const cell = (name: keyof CaptionScores, value: number): string =>
    name === 'vocabulary' ? value.toLocaleString('en-US') : value.toFixed(3);
  return [
    ...warnings,
    `${images.judged.toLocaleString('en-US')} of ${images.inSplit.toLocaleString('en-US')} images of ${split}`,
    ['', ...names.map((name) => `style ${name}`)].map((text) => text.padStart(14)).join(''),
    ...rows.map((row) =>
      [row, ...names.map((name) => cell(row, styles[name][row]))].map((text) => text.padStart(14)).join(''),
    ),
  ].join('\n');
}
