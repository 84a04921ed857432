/** A pre-trained PLIP on disk: written once a training or conversion, read back to train on. `plip.json` comes last. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Vocabulary } from '../../data/tokens/vocabulary.js';
import { describeFile } from '../../schemas/describedFile.js';
import {
  type Plip,
  PLIP_FILE,
  PLIP_MEAN,
  PLIP_PARTS,
  PLIP_STD,
  PLIP_TOKENS,
  type PlipFolder,
  plipJson,
  plipPaths,
} from '../../schemas/plip.js';
import { UserError } from '../../schemas/userError.js';
import { bertParameters } from '../nn/bert.js';
import { initialParameters } from '../nn/network.js';
import { type Parameters, underName } from '../nn/parameters.js';
import { type NetworkWithWeights, readParameters, storedParameters } from '../weights/folder.js';
import { writeSafetensors, writeWhole } from '../weights/safetensors.js';
import { exportImageEncoder, exportTextEncoder, type ImageEncoder, type TextEncoder } from './exportEncoders.js';

export interface PlipEncoders {
  readonly image: ImageEncoder;
  readonly text: TextEncoder;
}

/** The encoders of the released checkpoint, whose texts are BERT's pooler's (FORMATS of the released code). */
export function releasedPlip({ image, text }: Readonly<Record<string, NetworkWithWeights>>): PlipEncoders {
  if (image?.network.type !== 'modified-resnet' || text?.network.type !== 'bert')
    throw new Error('The released PLIP is a modified ResNet and a BERT.');
  return {
    image: { network: image.network, parameters: image.parameters },
    text: { net: text.network.net, pooling: 'pooler', parameters: text.parameters },
  };
}

/** What is known of a model besides its networks. */
export interface PlipFacts {
  /** L; default PLIP's 64, or as many as the text encoder has positions for. */
  readonly tokens?: number;
  /** Of the pictures; default PLIP's. */
  readonly mean?: readonly number[];
  readonly std?: readonly number[];
  readonly trainedOn: Plip['trainedOn'];
  readonly source: Plip['source'];
  readonly licence: string;
}

/**
 * Writes weights, ONNX files, vocabulary and `plip.json` into a folder, which may hold other files.
 * @throws UserError bad_model: see `requirePair`
 */
export async function writePlipFolder(
  dir: string,
  encoders: PlipEncoders,
  vocabulary: Vocabulary,
  facts: PlipFacts,
): Promise<Plip> {
  requirePair(encoders, vocabulary);
  const { image, text } = encoders;
  const tokens = facts.tokens ?? Math.min(PLIP_TOKENS, text.net.positions);
  const paths = plipPaths(dir);
  mkdirSync(dir, { recursive: true });
  rmSync(join(dir, PLIP_FILE), { force: true }); // first: without it, what is there is no model
  writeSafetensors(paths.weights, storedParameters(joined(image.parameters, text.parameters)));
  writeWhole(paths.imageEncoder, [exportImageEncoder(image)]);
  writeWhole(paths.textEncoder, [exportTextEncoder(text, tokens)]);
  writeWhole(paths.vocabulary, [Buffer.from(`${vocabulary.pieces.join('\n')}\n`)]);
  const [height, width] = image.network.net.picture;
  const { mean = PLIP_MEAN, std = PLIP_STD, trainedOn, source, licence } = facts;
  const plip: Omit<Plip, 'format'> = {
    files: {
      weights: await describeFile(paths.weights),
      imageEncoder: await describeFile(paths.imageEncoder),
      textEncoder: await describeFile(paths.textEncoder),
      vocabulary: await describeFile(paths.vocabulary),
    },
    image: structuredClone(image.network) as unknown as Plip['image'],
    text: { type: 'bert', net: { ...text.net } },
    textPooling: text.pooling,
    embedding: text.net.width,
    input: { height, width, mean: triple(mean), std: triple(std) },
    ...{ tokens, trainedOn, source, licence },
  };
  writeWhole(join(dir, PLIP_FILE), [Buffer.from(plipJson(plip))]);
  return { format: 1, ...plip };
}

const triple = ([r, g, b]: readonly number[]): [number, number, number] => [r, g, b];

const joined = (image: Parameters, text: Parameters): Parameters => ({
  ...underName('image', image),
  ...underName('text', text),
});

/** @throws UserError bad_model where embeddings differ in size, or the vocabulary is of another text encoder */
export function requirePair({ image, text }: PlipEncoders, { pieces }: Vocabulary): void {
  const { output } = image.network.net;
  if (output !== text.net.width)
    throw new UserError('bad_model', {
      what: 'The encoders are no pair: their embeddings have different sizes.',
      got: `${output} of images, ${text.net.width} of texts`,
      fix: 'give two encoders that were trained together',
    });
  if (pieces.length !== text.net.vocabulary)
    throw new UserError('bad_model', {
      what: 'The text encoder and the vocabulary do not belong together.',
      got: `a vocabulary of ${pieces.length} pieces, a text encoder of ${text.net.vocabulary}`,
      fix: "give the text encoder's own vocab.txt with --vocabulary",
    });
}

/** Makes the folder, or empties it of an earlier model. @throws UserError bad_usage where it holds something else */
export function makePlipFolder(dir: string): void {
  mkdirSync(dir, { recursive: true });
  const names = readdirSync(dir);
  if (names.length === 0) return;
  if (!names.includes(PLIP_FILE))
    throw new UserError('bad_usage', {
      what: `${dir} is not empty, and holds no PLIP.`,
      got: names.slice(0, 5).join(', '),
      fix: 'name a new or empty folder with --out',
    });
  for (const name of [PLIP_FILE, ...Object.values(PLIP_PARTS)]) rmSync(join(dir, name), { force: true });
}

/**
 * The encoders of a folder with their weights.
 * @throws UserError bad_file where a tensor is missing or misshapen
 */
export function readPlipEncoders({ plip, paths }: PlipFolder): PlipEncoders {
  const network = plip.image;
  const { net } = plip.text;
  const any = (): number => 0.5; // every number is read
  const parameters = readParameters(paths.weights, joined(initialParameters(network, any), bertParameters(net, any)));
  return {
    image: { network, parameters: below('image', parameters) },
    text: { net, pooling: plip.textPooling, parameters: below('text', parameters) },
  };
}

/** `{'a/w'}` -> `{w}` of what stands below a name. */
function below(name: string, parameters: Parameters): Parameters {
  const own = Object.entries(parameters).filter(([key]) => key.startsWith(`${name}/`));
  return Object.fromEntries(own.map(([key, value]) => [key.slice(name.length + 1), value]));
}
