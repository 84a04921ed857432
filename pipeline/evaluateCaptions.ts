// `evaluate captions`: generated captions against what people wrote of the same images.
import type { CaptionedKind, Split } from '../data/captioned/catalogue.js';
import { existsSync } from 'node:fs';
import { type Generated, readGenerated } from '../data/captioned/generated.js';
import { captionedDifferences, openCaptioned } from '../data/captioned/read.js';
import { seededRandom } from '../data/random.js';
import { type AttributeScores, attributeScores } from '../model/measures/captions/attributes.js';
import { bleu } from '../model/measures/captions/bleu.js';
import { ciderD } from '../model/measures/captions/cider.js';
import { type Diversity, diversity } from '../model/measures/captions/diversity.js';
import { meteor } from '../model/measures/captions/meteor.js';
import { rougeL } from '../model/measures/captions/rougeL.js';
import { type StyleBleu, styleBleu } from '../model/measures/captions/styleBleu.js';
import { type StyledCaption, stylesOf } from '../model/measures/captions/styledCaption.js';
import { styleSeparation } from '../model/measures/captions/styleSeparation.js';
import { type Judged, words } from '../model/measures/captions/words.js';
import { writeWhole } from '../model/weights/safetensors.js';
import { type Attributes, SLOTS } from '../schemas/attributes.js';
import { readCaptioner } from '../schemas/captionerFolder.js';
import { SPAC } from '../schemas/spac.js';
import { UserError } from '../schemas/userError.js';
import { captionFit, type CaptionedFile, type CaptionFit, describeFit } from './captionFit.js';
import type { Context } from './context.js';
import { describeImages, type ImageFile } from './describeImages.js';
import { type NamedEncoders, openDualEncoder } from './dualEncoder.js';

export interface EvaluateRequest {
  readonly kind: CaptionedKind;
  readonly path: string;
  readonly split: Split;
  /** What is judged: a file (JSON lines of `{"file_path", "captions"}`, or an exported annotation), or a captioner at work. */
  readonly generated: { readonly captions: string } | { readonly captioner: string; readonly out?: string };
  /** A model by which captions are compared with their images. */
  readonly encoders?: NamedEncoders;
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
  /** How far the styles are apart, where images have two or more captions. */
  readonly apart?: { readonly separation: number; readonly bleu: StyleBleu };
  /** How well captions fit their images, where a model is given. */
  readonly fit?: CaptionFit;
  /** Of the six phrases, where they are given. */
  readonly attributes?: AttributeScores;
  readonly warnings: readonly string[];
}

/**
 * @throws UserError missing_path, bad_layout, bad_file, bad_model of the encoders; nothing_to_do where no image has a
 *   generated caption
 */
export async function evaluateCaptions(context: Context, request: EvaluateRequest): Promise<Evaluation> {
  const { split, encoders } = request;
  // What is wrong with a model is said before anything is read.
  const model = encoders && (await openDualEncoder(context, encoders));
  const { images, inSplit, warnings } = await readJudged(context, request);
  const captions = images.flatMap(({ key, captions: own }) =>
    own.flatMap((caption, i): StyledCaption[] => (caption === '' ? [] : [{ image: key, style: i + 1, caption }])),
  );
  const styles = stylesOf(captions).map((style) => {
    const judged = images.flatMap(({ captions: own, references }): Judged[] =>
      (own[style - 1] ?? '') === '' ? [] : [{ candidate: words(own[style - 1]), references: references.map(words) }],
    );
    return [String(style), scores(judged)] as const;
  });
  return {
    split,
    images: { inSplit, judged: images.length },
    styles: Object.fromEntries(styles),
    apart: styles.length < 2 ? undefined : apart(captions),
    fit: model && (await captionFit(context, model, images)),
    attributes: attributesOf(images),
    warnings,
  };
}

function attributesOf(images: readonly CaptionedFile[]): AttributeScores | undefined {
  const given = images.flatMap(({ attributes, references }) => {
    if (attributes === undefined) return [];
    const phrases = attributes.split(',');
    const predicted = Object.fromEntries(SLOTS.map((slot, i) => [slot, phrases[i]])) as Attributes;
    return [{ predicted, captions: references }];
  });
  return given.length > 0 ? attributeScores(given) : undefined;
}

/** Seeded, so that the same captions have the same scores. */
function apart(captions: readonly StyledCaption[]): Evaluation['apart'] {
  return {
    separation: styleSeparation(captions, seededRandom('style separation')),
    bleu: styleBleu(captions, seededRandom('style BLEU')),
  };
}

async function readJudged(
  context: Context,
  { kind, path, split, generated: from }: EvaluateRequest,
): Promise<{ images: CaptionedFile[]; inSplit: number; warnings: string[] }> {
  const generated =
    'captions' in from ? await readGenerated(from.captions) : await generate(context, { kind, path, split }, from);
  const set = openCaptioned(kind, path);
  const progress = context.report.start('read', 0, 'images');
  const images: CaptionedFile[] = [];
  let [inSplit, count] = [0, 0];
  try {
    for await (const record of set.records()) {
      progress.advance(1);
      if (record.split !== split) continue;
      context.signal.throwIfAborted();
      inSplit++;
      count += record.captions.length;
      const own = generated.get(record.key);
      if (own && own.captions.some((text) => text !== ''))
        images.push({ key: record.key, path: record.path, ...own, references: record.captions });
    }
  } finally {
    progress.end();
  }
  if (images.length === 0)
    throw new UserError('nothing_to_do', {
      what: `None of the ${inSplit} images of ${split} has a generated caption.`,
      got: `captions of ${generated.size} images, such as ${[...generated.keys()][0] ?? 'none'}`,
      fix: "`file_path` must be the annotation's own",
    });
  return { images, inSplit, warnings: captionedDifferences(kind, { [split]: [inSplit, count] }) };
}

/** Every caption is judged as it was written first: gates would choose those that are easy. */
const NO_GATES = { attempts: 0, minWords: 0, plainText: false, gender: false, contradiction: false } as const;

/** Lets a captioner describe the images of the split. */
async function generate(
  context: Context,
  { kind, path, split }: Pick<EvaluateRequest, 'kind' | 'path' | 'split'>,
  { captioner, out }: { captioner: string; out?: string },
): Promise<Map<string, Generated>> {
  const { kind: writer } = await readCaptioner(captioner);
  if (writer !== SPAC)
    throw new UserError('bad_model', {
      what: 'This captioner says attributes, and writes no captions.',
      got: captioner,
      fix: 'give a SPAC: synthpedes train captioner',
    });
  const files: ImageFile[] = [];
  for await (const record of openCaptioned(kind, path).records())
    if (record.split === split && existsSync(record.path)) files.push({ key: record.key, path: record.path });
  const found = new Map<string, Generated>();
  const lines: string[] = [];
  const { caption } = context.config;
  const config = { ...context.config, caption: { ...caption, gates: { ...caption.gates, ...NO_GATES } } };
  for await (const said of describeImages({ ...context, config }, captioner, { files, count: files.length })) {
    found.set(said.file_path, { captions: said.captions, attributes: said.attributes?.[0] });
    lines.push(`${JSON.stringify(said)}\n`);
  }
  if (out !== undefined) writeWhole(out, [Buffer.from(lines.join(''))]);
  return found;
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

/** The text of `synthpedes evaluate captions`. */
export function describeEvaluation({ split, images, styles, apart, fit, attributes, warnings }: Evaluation): string {
  const names = Object.keys(styles);
  const rows = Object.keys(styles[names[0]]) as Array<keyof CaptionScores>;
  const cell = (name: keyof CaptionScores, value: number): string =>
    name === 'vocabulary' ? value.toLocaleString('en-US') : value.toFixed(3);
  const line = (cells: readonly string[]): string => cells.map((text) => text.padStart(14)).join('');
  return [
    ...warnings,
    ...(attributes ? describeAttributes(attributes) : []),
    `${images.judged.toLocaleString('en-US')} of ${images.inSplit.toLocaleString('en-US')} images of ${split}`,
    line(['', ...names.map((name) => `style ${name}`)]),
    ...rows.map((row) => line([row, ...names.map((name) => cell(row, styles[name][row]))])),
    ...(apart ? [describeApart(apart)] : []),
    ...(fit ? describeFit(fit) : []),
  ].join('\n');
}

function describeAttributes({ slots, mean }: AttributeScores): string[] {
  const line = (cells: readonly string[]): string => cells.map((text) => text.padStart(14)).join('');
  const row = (name: string, { precision, recall, f1 }: AttributeScores['mean'], images: string): string =>
    line([name, ...[precision, recall, f1].map((value) => value.toFixed(3)), images]);
  return [
    'attributes, as facts that people say of the same images',
    line(['', 'precision', 'recall', 'F1', 'images']),
    ...SLOTS.map((slot) => row(slot, slots[slot], String(slots[slot].images))),
    row('mean', mean, ''),
  ];
}

function describeApart({ separation, bleu: { within, across } }: NonNullable<Evaluation['apart']>): string {
  return `styles told apart in ${(100 * separation).toFixed(1)}% of captions (50%: they are one); BLEU-4 of captions of other images ${within.toFixed(3)} inside a style, ${across.toFixed(3)} across`;
}
