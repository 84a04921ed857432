// How well captions fit their images under a pair of encoders, run in the workers: generated ones, and people's as the yardstick.
import { seededRandom } from '../data/random.js';
import {
  type EmbeddedCaption,
  imageTextSimilarity,
  type Similarity,
} from '../model/measures/captions/imageTextSimilarity.js';
import type { Context } from './context.js';
import { noPair, type OpenedDualEncoder } from './dualEncoder.js';
import { embedImages, embedTexts, fileRange } from './embeddings.js';

export interface CaptionedFile {
  readonly key: string;
  readonly path: string;
  /** Generated, one a style; '' where a style has none. */
  readonly captions: readonly string[];
  /** The six phrases that were generated, joined by commas. */
  readonly attributes?: string;
  /** What people wrote. */
  readonly references: readonly string[];
}

export interface CaptionFit {
  readonly images: number;
  /** Images left out, as their files are missing or damaged. */
  readonly unreadable: number;
  /** Of `people`, and by `style 1` and so on. */
  readonly captions: Readonly<Record<string, Similarity>>;
}

/** Images embedded between two steps of the progress. */
const CHUNK = 512;

interface NamedCaption {
  /** `people`, or the style. */
  readonly name: string;
  readonly image: string;
  readonly caption: string;
}

/** @throws UserError bad_model where the embeddings have different sizes */
export async function captionFit(
  context: Context,
  model: OpenedDualEncoder,
  files: readonly CaptionedFile[],
): Promise<CaptionFit> {
  const progress = context.report.start('embed', files.length, 'images');
  const images = new Map<string, Float32Array>();
  const texts = new Map<string, EmbeddedCaption[]>();
  try {
    for (let i = 0; i < files.length; i += CHUNK) {
      context.signal.throwIfAborted();
      const part = files.slice(i, i + CHUNK);
      const embedded = await embedImages(
        context,
        model,
        part.map(({ path }) => fileRange(path)),
      );
      const found = new Set<string>();
      embedded.forEach((verdict, n) => {
        if (verdict.kind === 'drop') return;
        found.add(part[n].key);
        images.set(part[n].key, verdict.value);
      });
      const captions = part.filter(({ key }) => found.has(key)).flatMap(namedCaptions);
      const embeddings = await embedTexts(
        context,
        model,
        captions.map(({ caption }) => caption),
      );
      captions.forEach(({ name, image }, n) => {
        const all = texts.get(name) ?? [];
        texts.set(name, all);
        all.push({ image, embedding: embeddings[n] });
        const [of, to] = [images.get(image)!.length, embeddings[n].length];
        if (of !== to) throw noPair(of, to);
      });
      progress.advance(part.length);
    }
  } finally {
    progress.end();
  }
  const fit = [...texts.keys()].sort().map((name): [string, Similarity] => {
    return [name, imageTextSimilarity(images, texts.get(name)!, seededRandom('other images'))];
  });
  return { images: images.size, unreadable: files.length - images.size, captions: Object.fromEntries(fit) };
}

function namedCaptions({ key, captions, references }: CaptionedFile): NamedCaption[] {
  return [
    ...references.map((caption) => ({ name: 'people', image: key, caption })),
    ...captions.map((caption, i) => ({ name: `style ${i + 1}`, image: key, caption })),
  ];
}

/** Lines for a person. */
export function describeFit({ images, unreadable, captions }: CaptionFit): string[] {
  const cosine = (value: number | null): string => value?.toFixed(3) ?? '-';
  const lost = unreadable > 0 ? `; ${unreadable.toLocaleString('en-US')} could not be read` : '';
  return [
    `cosine of captions with their images, ${images.toLocaleString('en-US')} of them${lost}`,
    ...Object.entries(captions).map(
      ([name, { matching, shuffled }]) =>
        `  ${name.padEnd(10)} ${cosine(matching)}, with other images ${cosine(shuffled)}`,
    ),
  ];
}
