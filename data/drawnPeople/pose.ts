// How a person stands in one picture, and from where the camera sees it.

export type View = 'front' | 'back' | 'left' | 'right';

export interface Pose {
  readonly view: View;
  /** Half of the body's width beside the front view. */
  readonly girth: number;
  /** Ankles, knees and hands, left and right, as x offsets from the middle. */
  readonly stride: number;
  readonly swing: number;
}
