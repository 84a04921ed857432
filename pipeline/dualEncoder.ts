// A pair of encoders that embed images and captions in one space: what a user names, and how it is run.
import { bertVocabulary } from '../data/tokens/bertVocabulary.js';
import { readVocabulary, type Vocabulary } from '../data/tokens/vocabulary.js';
import type { ImageModel } from '../model/engine/inference.js';
import { type TextModel, textInputs } from '../model/engine/textInference.js';
import { type Plip, PLIP_TOKENS, readPlip } from '../schemas/plip.js';
import { UserError } from '../schemas/userError.js';
import type { Context } from './context.js';
import type { ModelPorts } from './imagePool.js';

/** What a user names: the folder of a PLIP, or any two ONNX files. */
export type NamedEncoders = { readonly folder: string } | DualEncoder;

/** A file, and how pictures are prepared for it (RGB / 255, minus mean, over std). */
export interface ImageEncoder {
  readonly image: string;
  readonly mean: readonly number[];
  readonly std: readonly number[];
  /** Height and width of pictures, where the model leaves them open. */
  readonly size?: readonly [number, number];
}

export interface TextEncoder {
  readonly text: string;
  /** The `vocab.txt`; default BERT's. */
  readonly vocabulary?: string;
}

export interface DualEncoder extends ImageEncoder, TextEncoder {}

export interface OpenedImageEncoder {
  readonly image: ImageModel;
}

export interface OpenedTextEncoder {
  readonly text: TextModel;
  /** L, tokens of a text. */
  readonly length: number;
  readonly vocabulary: Vocabulary;
}

/** A pair that can be run. */
export interface OpenedDualEncoder extends OpenedImageEncoder, OpenedTextEncoder {
  /** What a PLIP says of itself. */
  readonly plip?: Plip;
}

/** @throws UserError missing_path, missing_input, bad_file, bad_model */
export async function openDualEncoder(context: Context, named: NamedEncoders): Promise<OpenedDualEncoder> {
  if ('folder' in named) return openPlip(named.folder);
  const vocabulary = vocabularyOf(named);
  const [image, text] = await Promise.all([named.image, named.text].map((path) => context.pool().describe(path)));
  return { vocabulary, ...planDualEncoder(named, image, text) };
}

/** Half of a pair. @throws UserError as `openDualEncoder` */
export async function openImageEncoder(context: Context, named: ImageEncoder): Promise<OpenedImageEncoder> {
  return planImageEncoder(named, await context.pool().describe(named.image)).planned;
}

/** The other half. @throws UserError as `openDualEncoder` */
export async function openTextEncoder(context: Context, named: TextEncoder): Promise<OpenedTextEncoder> {
  const vocabulary = vocabularyOf(named);
  return { vocabulary, ...planTextEncoder(named, await context.pool().describe(named.text)).planned };
}

const vocabularyOf = ({ vocabulary }: TextEncoder): Vocabulary =>
  vocabulary === undefined ? bertVocabulary() : readVocabulary(vocabulary);

/** The pair of a PLIP's folder. @throws UserError missing_path, missing_input, bad_file, bad_model */
export async function openPlip(folder: string): Promise<OpenedDualEncoder> {
  const { plip, paths } = await readPlip(folder, ['imageEncoder', 'textEncoder', 'vocabulary']);
  return {
    image: { path: paths.imageEncoder, ...plip.input, outputs: ['embedding'] },
    text: {
      path: paths.textEncoder,
      inputs: { ids: 'input_ids', mask: 'attention_mask' },
      output: 'embedding',
    },
    length: plip.tokens,
    vocabulary: readVocabulary(paths.vocabulary),
    plip,
  };
}

/**
 * Inputs, sizes and the outputs that are compared: of each model the first one of two axes.
 * @throws UserError bad_model where the two are no pair
 */
export function planDualEncoder(
  encoder: DualEncoder,
  image: ModelPorts,
  text: ModelPorts,
): Omit<OpenedDualEncoder, 'vocabulary'> {
  const [of, to] = [planImageEncoder(encoder, image), planTextEncoder(encoder, text)];
  if (typeof of.width === 'number' && typeof to.width === 'number' && of.width !== to.width)
    throw noPair(of.width, to.width);
  return { ...of.planned, ...to.planned };
}

/** D, where the file says it, and how it is run. */
interface Planned<Opened> {
  readonly width: number | string;
  readonly planned: Opened;
}

function planImageEncoder(encoder: ImageEncoder, ports: ModelPorts): Planned<OpenedImageEncoder> {
  const { image: path, mean, std } = encoder;
  const { name, width: columns } = embeddingOf(path, ports);
  const [height, width] = pictureSize(encoder, ports);
  return { width: columns, planned: { image: { path, height, width, mean, std, outputs: [name] } } };
}

function planTextEncoder(
  { text: path }: TextEncoder,
  ports: ModelPorts,
): Planned<Omit<OpenedTextEncoder, 'vocabulary'>> {
  const { name, width } = embeddingOf(path, ports);
  const inputs = textInputs(path, Object.keys(ports.inputs));
  const length = ports.inputs[inputs.ids][1];
  return {
    width,
    planned: {
      text: { path, inputs, output: name },
      length: typeof length === 'number' && length > 1 ? length : PLIP_TOKENS,
    },
  };
}

/** D of the image encoder and of the text encoder. */
export const noPair = (image: number, text: number): UserError =>
  new UserError('bad_model', {
    what: 'The encoders are no pair: their embeddings have different sizes.',
    got: `${image} of images, ${text} of texts`,
    fix: 'give two encoders that were trained together',
  });

function embeddingOf(path: string, { inputs, outputs }: ModelPorts): { name: string; width: number | string } {
  const fixed = Object.entries(inputs).find(([, [batch]]) => typeof batch === 'number' && batch > 0);
  if (fixed)
    throw new UserError('bad_model', {
      what: `The model ${path} takes batches of one size only.`,
      got: `${fixed[0]}: [${fixed[1].join(', ')}]`,
      fix: 'export it with a dynamic first axis',
    });
  const found = Object.entries(outputs).find(([, shape]) => shape.length === 2);
  if (found) return { name: found[0], width: found[1][1] };
  throw new UserError('bad_model', {
    what: `The model ${path} gives no embeddings.`,
    got: Object.entries(outputs)
      .map(([name, shape]) => `${name}: [${shape.join(', ')}]`)
      .join(', '),
    fix: 'it needs an output [n, D]',
  });
}

function pictureSize({ image, size }: ImageEncoder, { inputs }: ModelPorts): readonly [number, number] {
  const fail = (what: string, fix: string): UserError => {
    const got = Object.entries(inputs).map(([name, shape]) => `${name}: [${shape.join(', ')}]`);
    return new UserError('bad_model', { what, got: got.join(', '), fix });
  };
  const shapes = Object.values(inputs);
  if (shapes.length !== 1 || shapes[0].length !== 4)
    throw fail(`The model ${image} does not take pictures.`, 'it needs one input [n, 3, h, w]');
  const own = shapes[0].slice(2);
  const [height, width] = own.map((each, i) => (typeof each === 'number' && each > 0 ? each : size?.[i]));
  if (height !== undefined && width !== undefined) return [height, width];
  throw fail(`The model ${image} does not say how large its pictures are.`, 'give --image-size, such as 256x128');
}
