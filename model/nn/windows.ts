/**
 * Windows of a map, shifted or not (Liu et al., Swin Transformer, section 3.2): which token stands where, which may see which,
 * and the way of rows into windows and back. A map that no whole number of windows covers is padded at its right and bottom.
 */
import type { Tensor, Tensor1D, Tensor3D } from '@tensorflow/tfjs';
import { tf } from '../engine/tfjs.js';
import { MASKED } from './attention.js';

export interface WindowPlan {
  readonly windows: number;
  /** Tokens of the map, H*W. */
  readonly tokens: number;
  /** (windows * size^2) the map's token in each place, H*W where there is padding. */
  readonly tokenAt: Int32Array;
  /** (H*W) the place of each token. */
  readonly placeOf: Int32Array;
  /** (windows, size^2, size^2) 0 or `MASKED`: what a shift brings together from both ends of the map sees only its own. */
  readonly mask: Float32Array;
}

/** @param shift rows and columns by which windows are moved down and right, 0 or half of their size */
export function planWindows([height, width]: readonly [number, number], size: number, shift: number): WindowPlan {
  const [down, across] = [height, width].map((side) => Math.ceil(side / size));
  const [rows, columns] = [down * size, across * size];
  const windows = down * across;
  const places = size * size;
  const tokenAt = new Int32Array(windows * places).fill(height * width);
  const placeOf = new Int32Array(height * width);
  const region = new Int32Array(windows * places);
  /** A side of the shifted map in three: what no shift touches, the last window's own, and what came around. */
  const part = (at: number, side: number): number => (shift === 0 || at < side - size ? 0 : at < side - shift ? 1 : 2);
  for (let place = 0; place < windows * places; place++) {
    const [window, inside] = [Math.floor(place / places), place % places];
    const y = Math.floor(window / across) * size + Math.floor(inside / size);
    const x = (window % across) * size + (inside % size);
    region[place] = 3 * part(y, rows) + part(x, columns);
    const [fromY, fromX] = [(y + shift) % rows, (x + shift) % columns];
    if (fromY >= height || fromX >= width) continue;
    tokenAt[place] = fromY * width + fromX;
    placeOf[tokenAt[place]] = place;
  }
  const mask = new Float32Array(windows * places * places);
  for (let i = 0; i < mask.length; i++) {
    const window = places * Math.floor(i / (places * places));
    const [asks, seen] = [Math.floor(i / places) % places, i % places];
    if (region[window + asks] !== region[window + seen]) mask[i] = MASKED;
  }
  return { windows, tokens: height * width, tokenAt, placeOf, mask };
}

/**
 * Rows of the map's tokens (N, H*W, C) into windows (N, windows * size^2, C), in one pass over memory; padding is `filling` (C).
 * Its gradient is the way back.
 */
export function intoWindows(rows: Tensor3D, filling: Tensor1D, { tokenAt, placeOf, tokens }: WindowPlan): Tensor3D {
  const padding = Int32Array.from([...tokenAt.keys()].filter((place) => tokenAt[place] === tokens));
  const forward = tf.customGrad((...inputs: unknown[]) => {
    const [map, fill] = inputs as [Tensor3D, Tensor1D, unknown];
    const gradFunc = (dy: Tensor): Tensor[] => [
      taken(dy as Tensor3D, placeOf),
      padding.length > 0 ? tf.sum(taken(dy as Tensor3D, padding), [0, 1]) : tf.zerosLike<Tensor>(fill),
    ];
    if (padding.length === 0) return { value: taken(map, tokenAt), gradFunc };
    // Zeros that are made of the map have its batch, where an exported graph leaves that open.
    const first = tf.slice(map, [0, 0, 0], [-1, 1, -1]);
    const one: Tensor3D = tf.add(tf.sub(first, first), fill); // (N, 1, C)
    return { value: taken(tf.concat([map, one], 1), tokenAt), gradFunc };
  });
  return forward(rows, filling) as Tensor3D;
}

/** Windows (N, windows * size^2, C) back to the map's tokens (N, H*W, C); what padding has become is left. */
export function outOfWindows(windows: Tensor3D, { tokenAt, placeOf, tokens }: WindowPlan): Tensor3D {
  const forward = tf.customGrad((...inputs: unknown[]) => {
    const [all] = inputs as [Tensor3D, unknown];
    const gradFunc = (dy: Tensor): Tensor => {
      const map = dy as Tensor3D;
      if (tokens === tokenAt.length) return taken(map, tokenAt);
      const nothing = tf.zerosLike(tf.slice(map, [0, 0, 0], [-1, 1, -1]));
      return taken(tf.concat([map, nothing], 1), tokenAt);
    };
    return { value: taken(all, placeOf), gradFunc };
  });
  return forward(windows) as Tensor3D;
}

const taken = (rows: Tensor3D, places: Int32Array): Tensor3D => tf.gather(rows, tf.tensor1d(places, 'int32'), 1);
