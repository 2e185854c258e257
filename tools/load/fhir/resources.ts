import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isFailure } from '../../../kernel/failure.ts';
import { elementsOf, membersOf, startOfObject } from '../../../kernel/json-members.ts';
import { readJsonObject } from '../../../kernel/json-text.ts';
import type { Found } from '../found.ts';

/** Lines for `$import`, or a Bundle that is sent as it stands. */
export type FoundResources = Found & {
  readonly kind: 'lines' | 'bundle';
  readonly count: number;
  /** Where a line, from 1, or an entry, from 0, was found. */
  readonly placeOf: (nth: number) => string;
};

const most = { lines: 1000, characters: 1024 * 1024 };

/**
 * The resources of a file: NDJSON, one resource, or a Bundle. Transactions and batches are sent as they are, one request
 * each; other Bundles are only a wrapping. One character is one byte here: whether they are UTF-8 the server says.
 */
export async function* resourcesIn(file: string): AsyncGenerator<FoundResources> {
  if (!/\.json$/i.test(file)) {
    yield* together(file, linesOf(file));
    return;
  }
  const bytes = await readFile(file);
  const text = bytes.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '');
  const read = readJsonObject(text);
  if (isFailure(read) || read['resourceType'] !== 'Bundle') {
    yield* together(file, [{ line: 1, text: inOneLine(text) }]);
    return;
  }
  const entries = entriesOf(text);
  if (read['type'] === 'transaction' || read['type'] === 'batch')
    yield {
      kind: 'bundle',
      place: file,
      placeOf: (nth) => `${file}, entry[${String(nth)}]`,
      bytes,
      count: entries.length,
    };
  else
    yield* together(
      file,
      unwrapped(entries).map((resource, index) => ({ line: index + 1, text: inOneLine(resource) })),
    );
}

type Line = { readonly line: number; readonly text: string };

/** So many lines at a time that a request is soon done, and no more requests than need be. */
async function* together(file: string, lines: AsyncIterable<Line> | Iterable<Line>): AsyncGenerator<FoundResources> {
  let [gathered, characters] = [[] as Line[], 0];
  const found = (): FoundResources => {
    const all = gathered;
    const placeOf = (nth: number): string => `${file}:${String(all[nth - 1]?.line ?? nth)}`;
    const bytes = Buffer.from(`${all.map(({ text }) => text).join('\n')}\n`, 'latin1');
    return { kind: 'lines', place: placeOf(1), placeOf, bytes, count: all.length };
  };
  for await (const line of lines) {
    if (!/\S/.test(line.text)) continue;
    gathered.push({ ...line, text: named(line) });
    characters += line.text.length;
    if (gathered.length < most.lines && characters < most.characters) continue;
    yield found();
    [gathered, characters] = [[], 0];
  }
  if (gathered.length > 0) yield found();
}

/**
 * A resource that brings no id gets one that follows from where and what it is: what a load that was killed had sent, and had
 * not written down, is the same resource when it is sent again.
 */
const named = ({ line, text }: Line): string => {
  if (hasId(text)) return text;
  const id = createHash('sha256')
    .update(`${String(line)} ${text}`, 'latin1')
    .digest('hex')
    .slice(0, 40);
  return text.replace('{', `{"id":"${id}",`);
};

/** Of what is no JSON the server says what is wrong with it. */
const hasId = (text: string): boolean => {
  try {
    for (const { name } of membersOf(text, startOfObject(text))) if (name === 'id') return true;
    return !/^\s*\{\s*"/.test(text);
  } catch {
    return true;
  }
};

async function* linesOf(file: string): AsyncGenerator<Line> {
  let [rest, nth] = ['', 0];
  for await (const chunk of createReadStream(file, { encoding: 'latin1', highWaterMark: 1024 * 1024 })) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) yield { line: (nth += 1), text };
  }
  if (rest !== '') yield { line: nth + 1, text: rest };
}

/** In JSON a line break stands between values only. RFC 8259 §7 */
const inOneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ');

/** As they stand in the text; '' where there is none. */
type Entry = { readonly fullUrl: string; readonly resource: string };

const entriesOf = (text: string): readonly Entry[] =>
  [...membersOf(text, startOfObject(text))].flatMap(({ name, value }) =>
    name !== 'entry'
      ? []
      : [...elementsOf(text, value)].map(({ start }) => {
          const members = [...membersOf(text, start)];
          const textOf = (wanted: string): string => {
            const found = members.find((member) => member.name === wanted);
            return found === undefined ? '' : text.slice(found.value, found.end);
          };
          return { fullUrl: textOf('fullUrl'), resource: textOf('resource') };
        }),
  );

/** Outside of their Bundle, resources that refer to each other by urn: refer to each other by their ids. */
const unwrapped = (entries: readonly Entry[]): readonly string[] => {
  const names = new Map<string, string>();
  const resources = entries.map(({ fullUrl, resource }) => {
    const read = readJsonObject(resource);
    if (isFailure(read)) return resource;
    const { resourceType, id = /^"urn:uuid:([\w-]+)"$/.exec(fullUrl)?.[1] } = read;
    if (typeof resourceType !== 'string' || typeof id !== 'string') return resource;
    names.set(fullUrl, `"${resourceType}/${id}"`);
    return read['id'] === undefined ? resource.replace('{', `{"id":"${id}",`) : resource;
  });
  // A name of a member has no backslash before its quote: this is never within a string.
  return resources.map((resource) =>
    resource.replace(/"reference"(\s*:\s*)("urn:[^"\\]+")/g, (whole, colon: string, urn: string) => {
      const name = names.get(urn);
      return name === undefined ? whole : `"reference"${colon}${name}`;
    }),
  );
};
