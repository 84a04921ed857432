// `lexicon`: what the keyword sets of section 3 find in captions, and what falls through them.
import { openCaptions, type CaptionFile } from '../data/captioned/captions.js';
import type { CaptionedKind } from '../data/captioned/catalogue.js';
import { type CaptionPhrase, captionPhrases, readCaption } from '../data/lexicon/phrases.js';
import { type Slot, SLOTS } from '../schemas/attributes.js';
import { UserError } from '../schemas/userError.js';
import type { Context } from './context.js';

export interface LexiconRequest {
  readonly path: string;
  readonly kind?: CaptionedKind;
  /** How many of each list. */
  readonly top: number;
}

type Counted = readonly (readonly [text: string, count: number])[];

export interface SlotSummary {
  /** Of the captions, those with a phrase of the slot. */
  readonly share: number;
  readonly keywords: Counted;
  readonly phrases: Counted;
  /** Phrases that are denied ("no bag"). */
  readonly denied: number;
}

export interface LexiconSummary {
  readonly layout: CaptionFile['layout'];
  readonly images: number;
  readonly captions: number;
  readonly slots: Readonly<Record<Slot, SlotSummary>>;
  /** Head nouns of no slot, the most frequent first. */
  readonly others: readonly { readonly noun: string; readonly count: number; readonly example: string }[];
}

/** @throws UserError missing_path, bad_layout, bad_file, nothing_to_do where there is no caption */
export async function lexicon(context: Context, request: LexiconRequest): Promise<LexiconSummary> {
  const file = await openCaptions(request.path, request.kind);
  const tally = newTally();
  const progress = context.report.start('read', 0, 'captions');
  let images = 0;
  try {
    for await (const captions of file.images()) {
      context.signal.throwIfAborted();
      images++;
      for (const caption of captions) addCaption(tally, caption);
      progress.advance(captions.length);
      // Reading never waits once a chunk is there, so that Ctrl-C would not be heard.
      if (images % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    progress.end();
  }
  if (tally.captions === 0)
    throw new UserError('nothing_to_do', {
      what: `${request.path} has no captions.`,
      fix: 'give a file with captions',
    });
  return summary(tally, images, file.layout, request.top);
}

/** The phrases of one sentence, as `--show` prints them. */
export function showSentence(sentence: string): { phrases: readonly CaptionPhrase[]; text: string } {
  const phrases = captionPhrases(sentence);
  const lines = phrases.map(
    ({ slot, phrase, start, end, negated }) =>
      `${slot.padEnd(12)}${negated ? 'no ' : ''}${phrase}  (${start}-${end} "${sentence.slice(start, end)}")`,
  );
  return { phrases, text: lines.length === 0 ? 'no phrase of any attribute' : lines.join('\n') };
}

interface SlotTally {
  captions: number;
  denied: number;
  readonly keywords: Map<string, number>;
  readonly phrases: Map<string, number>;
}

interface Tally {
  captions: number;
  readonly slots: Readonly<Record<Slot, SlotTally>>;
  readonly others: Map<string, { count: number; readonly example: string }>;
}

function newTally(): Tally {
  const slot = (): SlotTally => ({ captions: 0, denied: 0, keywords: new Map(), phrases: new Map() });
  const slots = Object.fromEntries(SLOTS.map((each) => [each, slot()])) as Record<Slot, SlotTally>;
  return { captions: 0, slots, others: new Map() };
}

function addCaption(tally: Tally, caption: string): void {
  tally.captions++;
  const { phrases, others } = readCaption(caption);
  for (const { slot, phrase, keyword, negated } of phrases) {
    const own = tally.slots[slot];
    if (negated) own.denied++;
    else {
      increment(own.keywords, keyword);
      increment(own.phrases, phrase);
    }
  }
  for (const slot of new Set(phrases.map((each) => each.slot))) tally.slots[slot].captions++;
  for (const { noun, phrase } of others) {
    const own = tally.others.get(noun);
    if (own) own.count++;
    else tally.others.set(noun, { count: 1, example: phrase });
  }
}

const increment = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

function summary(tally: Tally, images: number, layout: CaptionFile['layout'], top: number): LexiconSummary {
  const most = (counts: ReadonlyMap<string, number>): Counted =>
    [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, top);
  const slots = SLOTS.map((slot): [Slot, SlotSummary] => {
    const { captions, denied, keywords, phrases } = tally.slots[slot];
    return [slot, { share: captions / tally.captions, keywords: most(keywords), phrases: most(phrases), denied }];
  });
  const others = [...tally.others]
    .map(([noun, { count, example }]) => ({ noun, count, example }))
    .sort((a, b) => b.count - a.count || (a.noun < b.noun ? -1 : 1))
    .slice(0, top);
  const bySlot = Object.fromEntries(slots) as Record<Slot, SlotSummary>;
  return { layout, images, captions: tally.captions, slots: bySlot, others };
}

/** The text of `synthpedes lexicon`. */
export function describeLexicon({ layout, images, captions, slots, others }: LexiconSummary): string {
  const number = (n: number): string => n.toLocaleString('en-US');
  const list = (counted: Counted): string => counted.map(([text, n]) => `${text} ${number(n)}`).join(', ') || 'nothing';
  return [
    `${number(captions)} captions of ${number(images)} images (${layout})`,
    ...SLOTS.flatMap((slot) => {
      const { share, keywords, phrases, denied } = slots[slot];
      return [
        '',
        `${slot}: in ${(100 * share).toFixed(1)}% of the captions, denied ${number(denied)} times`,
        `  keywords: ${list(keywords)}`,
        `  phrases: ${list(phrases)}`,
      ];
    }),
    '',
    'Nouns of no attribute:',
    ...others.map(({ noun, count, example }) => `  ${noun} ${number(count)} ("${example}")`),
  ].join('\n');
}
