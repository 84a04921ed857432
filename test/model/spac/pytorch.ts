// SPAC of test/peers/spac.py on this side: its weights, its pictures and texts, and what PyTorch made of them.
import { readFileSync } from 'node:fs';
import { seededRandom } from '../../../data/random.js';
import type { Parameters } from '../../../model/nn/parameters.js';
import { type SpacNet, spacParameters } from '../../../model/spac/network.js';
import { PUBLISHED } from '../../../model/weights/published.js';
import { fill, filled, type Naming } from '../nn/formula.js';

/** Rows of tokens (..., L), one after another; `mask` is 1 where a token counts. */
export interface Texts {
  readonly shape: readonly number[];
  readonly ids: readonly number[];
  readonly mask: readonly number[];
}

interface Reference {
  readonly net: SpacNet;
  /** By PyTorch's names. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  /** How many. */
  readonly images: number;
  /** Of each picture, from 0. */
  readonly style: readonly number[];
  /** (N, L) */
  readonly captions: Texts;
  /** (6, N, L); a phrase whose mask is 0 throughout is not there. */
  readonly attributes: Texts;
  /** In evaluation: by slot (N, 3, D), by style (N, 23, D). */
  readonly prefixes: { readonly attributes: readonly number[][]; readonly styles: readonly number[][] };
  /** In training, without dropout: `total` is captions + 0.15 attributes. */
  readonly loss: { readonly captions: number; readonly attributes: number; readonly total: number };
  /** Norms of the total's gradient, by what our names begin with. */
  readonly gradients: Readonly<Record<string, number>>;
}

const path = new URL('../../../../test/model/spac/pytorch.json', import.meta.url);
export const REFERENCE = JSON.parse(readFileSync(path, 'utf8')) as Reference;

const NAMING: Naming = { nameOf, isTurned: true };

function nameOf(ours: string): string {
  const [head] = ours.split('/', 1);
  const rest = ours.slice(head.length + 1);
  if (head === 'generator') return `generator.${PUBLISHED.gpt2.nameOf(rest)}`;
  // The pyramid is a part of torchvision's body.
  const path = head === 'body' || head === 'pyramid' ? rest : ours;
  const theirs = PUBLISHED['torchvision-resnet'].nameOf(path);
  return path === rest ? `body.${theirs}` : theirs;
}

/** Our parameters with the script's weights. */
export function referenceParameters(): Parameters {
  const parameters = spacParameters(REFERENCE.net, seededRandom('any'));
  const ofGenerator = Object.entries(parameters).filter(([name]) => name.startsWith('generator/'));
  return {
    ...filled(parameters, NAMING, REFERENCE.shapes),
    // GPT-2's matrices lie as ours.
    ...filled(Object.fromEntries(ofGenerator), { nameOf, isTurned: false }, REFERENCE.shapes),
  };
}

/** The names of PyTorch's tensors that none of our parameters stands for. */
export function leftOut(parameters: Parameters): string[] {
  const ours = new Set(Object.keys(parameters).map(nameOf));
  return Object.keys(REFERENCE.shapes).filter((name) => !ours.has(name));
}

/** (N, 3, H, W) */
export function referenceImages(): Float32Array {
  const [height, width] = REFERENCE.net.picture;
  return fill('images', REFERENCE.images * 3 * height * width, 1);
}
