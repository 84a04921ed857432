// How a noun phrase is written down: lower case, no determiner, predicates before the noun, no comma.
import type { Term } from './terms.js';
import type { NounPhrase } from './chunks.js';
import type { Token } from './tagger.js';
import { isConjunction } from './words.js';

/** The phrase's words; `shared` are modifiers that it takes from the phrase before it. */
export function wording({ body, head, after }: NounPhrase, shared: readonly Term[] = []): string {
  const own = new Set(body.map(({ words }) => words));
  const before = ordered(after.before).filter(({ words }) => !own.has(words));
  const cut = before.length === 0 ? 0 : body.findLastIndex(({ entry }) => isFirst(entry.role)) + 1;
  const terms = [...shared, ...body.slice(0, cut), ...trimmed(before), ...body.slice(cut), ...after.behind];
  const said = terms.filter(({ words }) => words !== ',');
  return joined(said, head);
}

/** Length comes before colour in English. */
const isFirst = (role: string | undefined): boolean => role === 'length' || role === 'age';

/** "black and long" is "long black"; "black and white" stays. */
function ordered(terms: readonly Term[]): readonly Term[] {
  const lengths = terms.filter(({ entry }) => isFirst(entry.role));
  return lengths.length === 0 ? terms : [...lengths, ...trimmed(terms.filter(({ entry }) => !isFirst(entry.role)))];
}

/** Without conjunctions at its ends. */
function trimmed(terms: readonly Term[]): readonly Term[] {
  const first = terms.findIndex((term) => !isConjunction(term));
  const last = terms.findLastIndex((term) => !isConjunction(term));
  return first < 0 ? [] : terms.slice(first, last + 1);
}

function joined(terms: readonly Term[], head: Term): string {
  let text = '';
  let last: Token | undefined;
  for (const term of terms) {
    const said = term === head ? term.entry.said : undefined;
    const tokens = said === undefined ? term.tokens : [{ ...term.tokens[0], text: said }];
    for (const token of tokens) {
      const follows = last !== undefined && last.end + 1 === token.start && said === undefined;
      const clitic = token.text.startsWith("'") || token.text === "n't";
      text += (last === undefined || clitic ? '' : follows ? token.glue : ' ') + token.text;
      last = token;
    }
  }
  return text;
}
