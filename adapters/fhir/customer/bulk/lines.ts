import { isUtf8 } from 'node:buffer';

/** Lines that go to the graph together. */
export type Lines = {
  /** The number of the first, from 1. */
  readonly from: number;
  readonly text: string;
  /** Lines that nobody can read; in `text` they are empty. */
  readonly refused: readonly RefusedLine[];
};

export type RefusedLine = { readonly line: number; readonly reason: string };

export type Most = { readonly lines: number; readonly bytes: number; readonly line: number };

const newline = 0x0a;

/**
 * Cuts a stream into lines, however long it is: what has been handed on is forgotten. A line that is longer than a resource
 * may be is left out as it comes in.
 */
export async function* linesIn(stream: AsyncIterable<Buffer>, most: Most): AsyncGenerator<Lines> {
  let gathered = new Gathered(1);
  /** Of the line that has not ended yet; undefined while it is too long to be kept. */
  let open: Buffer[] | undefined = [];
  let length = 0;
  for await (const chunk of stream) {
    let from = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      const line = length + end - from > most.line ? undefined : open;
      line?.push(chunk.subarray(from, end));
      gathered.add(line);
      [open, length, from] = [[], 0, end + 1];
      if (gathered.count >= most.lines || gathered.bytes >= most.bytes) {
        yield gathered.lines(most);
        gathered = new Gathered(gathered.next);
      }
    }
    length += chunk.length - from;
    if (length > most.line) open = undefined;
    open?.push(chunk.subarray(from));
  }
  if (length > 0) gathered.add(open);
  if (gathered.count > 0) yield gathered.lines(most);
}

class Gathered {
  readonly #from: number;
  readonly #parts: Buffer[] = [];
  readonly #tooLong: number[] = [];
  count = 0;
  bytes = 0;

  constructor(from: number) {
    this.#from = from;
  }

  get next(): number {
    return this.#from + this.count;
  }

  add(line: readonly Buffer[] | undefined): void {
    if (line === undefined) this.#tooLong.push(this.next);
    for (const part of [...(line ?? []), Buffer.of(newline)]) {
      this.#parts.push(part);
      this.bytes += part.length;
    }
    this.count += 1;
  }

  lines({ line: longest }: Most): Lines {
    const all = Buffer.concat(this.#parts);
    const tooLong = this.#tooLong.map((line) => ({
      line,
      reason: `The line is too long: a resource has ${String(longest / 1024 / 1024)} MB at most.`,
    }));
    if (isUtf8(all)) return { from: this.#from, text: all.toString('utf8'), refused: tooLong };
    const notText: RefusedLine[] = [];
    // A byte that is part of no character is never half of a line's end.
    const texts = all
      .toString('latin1')
      .split('\n')
      .map((text, index) => {
        const bytes = Buffer.from(text, 'latin1');
        if (isUtf8(bytes)) return bytes.toString('utf8');
        notText.push({ line: this.#from + index, reason: 'The line is not UTF-8.' });
        return '';
      });
    return { from: this.#from, text: texts.join('\n'), refused: [...tooLong, ...notText] };
  }
}
