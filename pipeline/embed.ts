// `embed`: embeddings of any images or texts, streamed into a file that NumPy opens, with a list of what each row is of.
import { openNpyWriter } from '../data/npy.js';
import { openPartFile } from '../data/partFile.js';
import { openCaptions } from '../data/captioned/captions.js';
import type { ImageVerdict } from '../data/image.js';
import { UserError } from '../schemas/userError.js';
import type { Context } from './context.js';
import {
  type ImageEncoder,
  type NamedEncoders,
  openDualEncoder,
  type OpenedImageEncoder,
  type OpenedTextEncoder,
  openImageEncoder,
  openTextEncoder,
  type TextEncoder,
} from './dualEncoder.js';
import { embedImages, embedTexts, inParts, normalise } from './embeddings.js';
import { folderImages, type NamedImage } from './imageStream.js';

/** A folder of images; or a file of texts: a line each, JSON lines of `{"captions": [...]}`, or a captioned set. */
export type Embedded = { readonly images: string } | { readonly texts: string };

export interface EmbedRequest {
  /** A pair, or that half of one which `from` needs. */
  readonly encoders: NamedEncoders | ImageEncoder | TextEncoder;
  readonly from: Embedded;
  /** The `.npy`; beside it `<out>.txt`, and `<out>.skipped.txt` where an image could not be read. */
  readonly out: string;
  /** As the encoder gives them; otherwise of length 1. */
  readonly raw: boolean;
}

export interface EmbedSummary {
  readonly out: string;
  readonly rows: number;
  /** D; with `--dry-run` 0. */
  readonly columns: number;
  readonly normalised: boolean;
  /** How many were left out, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
}

/** What is embedded, in its order. */
interface Source<Item> {
  readonly unit: 'images' | 'texts';
  readonly count: number;
  items(): AsyncIterable<Item> | Iterable<Item>;
  nameOf(item: Item): string;
  embed(items: readonly Item[]): Promise<ImageVerdict<Float32Array>[]>;
}

/** @throws UserError those of the model, missing_path, nothing_to_do; bad_file where no image can be read */
export async function embed(context: Context, request: EmbedRequest): Promise<EmbedSummary> {
  const { encoders, from } = request;
  const isPair = 'folder' in encoders || ('image' in encoders && 'text' in encoders);
  if ('images' in from) {
    const model = await (isPair
      ? openDualEncoder(context, encoders)
      : openImageEncoder(context, encoders as ImageEncoder));
    return embedSource(context, request, imageSource(context, model, from.images));
  }
  const model = await (isPair ? openDualEncoder(context, encoders) : openTextEncoder(context, encoders as TextEncoder));
  return embedSource(context, request, await textSource(context, model, from.texts));
}

function imageSource(context: Context, model: OpenedImageEncoder, folder: string): Source<NamedImage> {
  const { count, images } = folderImages(folder);
  return {
    ...{ unit: 'images', count, items: images },
    nameOf: ({ name }) => name,
    embed: (items) =>
      embedImages(
        context,
        model,
        items.map(({ range }) => range),
      ),
  };
}

async function textSource(context: Context, model: OpenedTextEncoder, path: string): Promise<Source<string>> {
  const { images } = await openCaptions(path);
  const items = async function* (): AsyncGenerator<string> {
    for await (const captions of images()) yield* captions;
  };
  let count = 0;
  for await (const text of items()) if (text !== undefined) count++;
  return {
    ...{ unit: 'texts', count, items },
    nameOf: (text) => text,
    embed: async (texts) =>
      (await embedTexts(context, model, texts)).map((value) => ({ kind: 'keep', value }) as const),
  };
}

async function embedSource<Item>(
  context: Context,
  { out, raw }: EmbedRequest,
  source: Source<Item>,
): Promise<EmbedSummary> {
  const summary = { out, normalised: !raw, skipped: {} as Record<string, number> };
  if (context.dryRun) return { ...summary, rows: source.count, columns: 0 };
  const progress = context.report.start('embed', source.count, source.unit);
  const files = { rows: openNpyWriter(out), names: openPartFile(`${out}.txt`), lost: openPartFile(lostPath(out)) };
  try {
    for await (const part of inParts(source.items())) {
      context.signal.throwIfAborted();
      (await source.embed(part)).forEach((verdict, i) => {
        const name = source.nameOf(part[i]).replace(/\s*[\r\n]+\s*/g, ' ');
        if (verdict.kind === 'keep') {
          files.rows.append(raw ? verdict.value : normalise(verdict.value));
          files.names.write(Buffer.from(`${name}\n`));
        } else {
          summary.skipped[verdict.reason] = (summary.skipped[verdict.reason] ?? 0) + 1;
          files.lost.write(Buffer.from(`${name}\t${verdict.reason}\n`));
        }
      });
      progress.advance(part.length);
    }
    const lost = Object.values(summary.skipped).reduce((sum, n) => sum + n, 0);
    if (lost === source.count) throw nothingRead(source.count, summary.skipped);
    if (lost > 0) files.lost.finish();
    files.names.finish();
    const [rows, columns] = files.rows.finish();
    return { ...summary, rows, columns };
  } finally {
    progress.end();
    for (const file of Object.values(files)) file.discard();
  }
}

const lostPath = (out: string): string => `${out}.skipped.txt`;

const nothingRead = (count: number, skipped: Readonly<Record<string, number>>): UserError =>
  new UserError('bad_file', {
    what: `None of the ${count.toLocaleString('en-US')} images can be read.`,
    got: describeReasons(skipped),
    fix: 'look at the files: an image must decode as a whole',
  });

const describeReasons = (reasons: Readonly<Record<string, number>>): string =>
  Object.entries(reasons)
    .map(([reason, n]) => `${n.toLocaleString('en-US')} ${reason}`)
    .join(', ');

/** The text of `synthpedes embed`. */
export function describeEmbed({ out, rows, columns, normalised, skipped }: EmbedSummary, dryRun: boolean): string {
  const number = rows.toLocaleString('en-US');
  if (dryRun) return `would write up to ${number} rows to ${out}`;
  const lost = Object.keys(skipped).length > 0 ? [`skipped: ${describeReasons(skipped)}; see ${lostPath(out)}`] : [];
  return [
    `${out}: float32 (${number}, ${columns})${normalised ? ', each row of length 1' : ', as the encoder gives them'}`,
    `${out}.txt: what each row is of`,
    ...lost,
  ].join('\n');
}
