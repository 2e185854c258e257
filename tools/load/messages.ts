import { createReadStream } from 'node:fs';
import type { Found } from './found.ts';

/**
 * The messages of a file, one after the other, however large it is: each begins with MSH. Headers and trailers of batches
 * (FHS, BHS, BTS, FTS) and the frames of MLLP are left out. What stands before the first MSH is a message too: the server
 * says what is wrong with it.
 */
export async function* messagesIn(file: string): AsyncGenerator<Found> {
  let [lines, from] = [[] as string[], 1];
  let nth = 0;
  const taken = (): Found | undefined =>
    lines.length === 0
      ? undefined
      : { place: `${file}:${from}`, bytes: Buffer.from(`${lines.join('\r')}\r`, 'latin1') };
  for await (const line of linesOf(file)) {
    nth += 1;
    const text = line.replace(/^(?:\u00ef\u00bb\u00bf)?[\u000b\u001c]*/, '').replace(/\u001c$/, '');
    if (text === '' || /^[FB][HT]S/.test(text)) continue;
    if (text.startsWith('MSH')) {
      const found = taken();
      if (found !== undefined) yield found;
      [lines, from] = [[], nth];
    } else if (lines.length === 0) from = nth;
    lines.push(text);
  }
  const last = taken();
  if (last !== undefined) yield last;
}

/** Lines by CR, LF or both; one character a byte, since only the message itself says in which charset it is. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'latin1' })) {
    // A CR at the end may be half of a line end.
    const text = rest + String(chunk);
    const cut = text.endsWith('\r') ? text.length - 1 : text.length;
    const lines = text.slice(0, cut).split(/\r\n|\r|\n/);
    rest = (lines.pop() ?? '') + text.slice(cut);
    yield* lines;
  }
  yield* rest.split(/\r\n|\r|\n/);
}
