// PLIP of test/peers/plip.py on this side: its weights and its batch, and what PyTorch made of them.
import { readFileSync } from 'node:fs';
import { seededRandom } from '../../../data/random.js';
import type { Parameters } from '../../../model/nn/parameters.js';
import type { ColorLoss } from '../../../model/plip/colorization.js';
import type { Contrast } from '../../../model/plip/contrast.js';
import { ALL_TASKS } from '../../../model/plip/loss.js';
import { type PlipNet, plipParameters } from '../../../model/plip/network.js';
import { PUBLISHED } from '../../../model/weights/published.js';
import { fill, filled } from '../nn/formula.js';

export interface Case {
  readonly net: PlipNet;
  readonly loss: { readonly color?: ColorLoss } & Partial<Pick<Contrast, 'kind' | 'target'>>;
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly tasks: Readonly<Record<'ivlc' | 'tic' | 'iap', number>>;
  readonly total: number;
  /** By task and `total`: norms by the part of the network. */
  readonly gradients: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Norms of running statistics after the pass, by published name. */
  readonly running: Readonly<Record<string, number>>;
}

interface Reference {
  readonly identities: readonly number[];
  readonly textLayers: number;
  readonly batch: Readonly<Record<'ids' | 'maskedIds' | 'mask' | 'positions' | 'labels' | 'shares', readonly number[]>>;
  readonly cases: Readonly<Record<string, Case>>;
}

const path = new URL('../../../../test/model/plip/pytorch.json', import.meta.url);
export const REFERENCE = JSON.parse(readFileSync(path, 'utf8')) as Reference;

/** PyTorch's name of one of our parameters. */
export function nameOf(ours: string): string {
  const [part, ...rest] = ours.split('/');
  const own = rest.join('/');
  if (part === 'visual') return `visual.${PUBLISHED['clip-resnet'].nameOf(own).replace('c_proj.', '')}`;
  if (part === 'text') return `text.${PUBLISHED.bert.nameOf(own)}`;
  const leaves: Record<string, string> = {
    filter: 'weight',
    matrix: 'weight',
    scale: 'weight',
    shift: 'bias',
    mean: 'running_mean',
    variance: 'running_var',
  };
  const leaf = rest.pop()!;
  return [part, ...rest, leaves[leaf] ?? leaf].join('.');
}

/** Our parameters with the script's weights. */
export function referenceParameters({ net, shapes }: Case): Parameters {
  return filled(plipParameters(net, ALL_TASKS, seededRandom('any')), { nameOf, isTurned: true }, shapes);
}

/** What `plipInputs` names, but for the contrast. */
export function referenceChunk({ net }: Case): Record<string, Float32Array | Int32Array> {
  const { batch, identities } = REFERENCE;
  const [height, width] = net.visual.picture;
  return {
    images: fill('images', identities.length * 3 * height * width, 1),
    ids: Int32Array.from(batch.ids),
    maskedIds: Int32Array.from(batch.maskedIds),
    mask: Float32Array.from(batch.mask),
    positions: Int32Array.from(batch.positions),
    labels: Int32Array.from(batch.labels),
    shares: Float32Array.from(batch.shares),
  };
}
