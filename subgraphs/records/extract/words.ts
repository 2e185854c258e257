import { fold } from './fold.ts';
import { isMembers } from './convert.ts';

/** The words of a text as they are compared: without accents and case; whatever is neither letter nor digit divides them. */
export const wordsOf = (text: string): readonly string[] =>
  (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.slice(0, longestWord));

const longestWord = 100;

/** The words of a resource, as PostgreSQL writes a tsvector: of its narrative, and of all that it says. */
export const wordsIn = (resource: unknown): { readonly narrative: string; readonly content: string } => {
  const narrative = new Words();
  const content = new Words();
  const rest: unknown[] = [resource];
  for (let next = rest.pop(); next !== undefined && !content.isFull; next = rest.pop()) {
    if (typeof next === 'string') content.add(next);
    else if (Array.isArray(next)) rest.push(...(next as unknown[]).slice(0, mostWords));
    else if (isMembers(next)) {
      const { div, ...others } = next;
      if (typeof div === 'string') content.add(plainText(div));
      rest.push(...(typeof div === 'string' ? Object.values(others) : Object.values(next)));
    }
  }
  const text = isMembers(resource) ? resource['text'] : undefined;
  const div = isMembers(text) ? text['div'] : undefined;
  if (typeof div === 'string') narrative.add(plainText(div));
  return { narrative: narrative.vector(), content: content.vector() };
};

/** With more, what follows is not searched by its words: a tsvector has a megabyte at most. */
const mostWords = 20_000;
/** PostgreSQL counts no further, and keeps no more of one word. */
const lastPosition = 16_383;
const mostPositions = 255;
/** What is longer and has no blank is data, and nothing that anybody reads. */
const longestUnbroken = 1000;

class Words {
  readonly #positions = new Map<string, number[]>();
  #next = 1;

  get isFull(): boolean {
    return this.#positions.size >= mostWords;
  }

  add(text: string): void {
    if (text.length > longestUnbroken && !/\s/.test(text.slice(0, longestUnbroken))) return;
    for (const word of wordsOf(text)) {
      if (this.isFull) return;
      const positions = this.#positions.get(word);
      if (positions === undefined) this.#positions.set(word, [this.#next]);
      else if (positions.length < mostPositions) positions.push(this.#next);
      this.#next = Math.min(this.#next + 1, lastPosition);
    }
    // No phrase goes from one element into another.
    this.#next = Math.min(this.#next + 1, lastPosition);
  }

  vector(): string {
    return [...this.#positions].map(([word, positions]) => `'${word}':${positions.join(',')}`).join(' ');
  }
}

const plainText = (xhtml: string): string =>
  xhtml
    .replace(/<!--[\s\S]*?-->|<[^>]*>/g, ' ')
    .replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos|nbsp);/gi, (_, name: string) => characterOf(name));

const characterOf = (name: string): string => {
  if (!name.startsWith('#')) return named[name.toLowerCase()] ?? ' ';
  const point = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ' ';
};

const named: Readonly<Partial<Record<string, string>>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
