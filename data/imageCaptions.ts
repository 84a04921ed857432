// The texts of an image that are in the data set, by manifest id.
import type { Database } from 'better-sqlite3';

export interface StyledText {
  /** 0: the prompt caption; 1..: the captioner's styles. */
  readonly style: number;
  readonly text: string;
}

/** Prepares a look-up: image id -> its texts in the order of their styles; none where it has none. */
export function captionReader(database: Database): (image: number) => StyledText[] {
  const find = database.prepare<[number], StyledText>(
    'SELECT style, text FROM captions WHERE image_id = ? ORDER BY style',
  );
  return (image) => find.all(image);
}
