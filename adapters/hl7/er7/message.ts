import type { Charset } from './charset.ts';
import type { Encoding } from './escape.ts';
import { divide, type RawFields } from './library.ts';
import type { Separators } from './separators.ts';
import { fieldAt, type Field } from './value.ts';

/** One segment of a message. */
export type Segment = {
  readonly name: string;
  /** `OBX[2]`: the second OBX of the message. */
  readonly path: string;
  /** Which of the segments of its name it is, from 1. */
  readonly ordinal: number;
  /** By its number in the standard. One that was not sent is blank. MSH-1 and MSH-2 are the separators themselves. */
  readonly field: (position: number) => Field;
};

/** A message that can be read. What it says never changes; its segments are divided when a field is first asked for. */
export type Er7Message = {
  readonly charset: Charset;
  readonly separators: Separators;
  /** As it came in, frame and all. */
  readonly text: string;
  /** All segments in order, or those of one name. */
  readonly segments: (name?: string) => readonly Segment[];
  /** The first of its name. */
  readonly segment: (name: string) => Segment | undefined;
  /**
   * Lets go of what was divided, but for what is known of the MSH: who looks again has it divided again. Of a message that
   * waits for the database this is most of what it holds, and while it waits it is copied about (ADR 15).
   */
  readonly release: () => void;
};

/** `lines` are checked: each a segment name, then nothing or the field separator. The first is MSH. */
export const messageOf = (lines: readonly string[], encoding: Encoding & Pick<Er7Message, 'text'>): Er7Message => {
  const byName = new Map<string, Segment[]>();
  let divided: ReturnType<typeof divide> | undefined;
  let raws: RawFields[] = [];
  let known: (Field | undefined)[][] = [];
  const rawOf = (nth: number): RawFields => (raws[nth] ??= (divided ??= divide(lines, encoding.separators))(nth));
  const all = lines.map((line, nth) => {
    const name = line.slice(0, 3);
    const namesakes = byName.get(name) ?? [];
    const path = `${name}[${namesakes.length + 1}]`;
    const owner = { path, encoding };
    const field = (position: number): Field => {
      if (name === 'MSH' && position <= 2) return separatorsField(line, position, encoding);
      return ((known[nth] ??= [])[position] ??= fieldAt(owner, position, rawOf(nth)(position)));
    };
    const segment = { name, path, ordinal: namesakes.length + 1, field };
    namesakes.push(segment);
    byName.set(name, namesakes);
    return segment;
  });
  return {
    ...encoding,
    segments: (name) => (name === undefined ? all : (byName.get(name) ?? [])),
    segment: (name) => byName.get(name)?.[0],
    release: () => {
      divided = undefined;
      raws = [];
      known = known.slice(0, 1);
    },
  };
};

/**
 * The segments of a message in the groups that each begins with a `start`, up to the next one: an ORU's OBR with its NTE
 * and OBX. What comes before the first start is in no group.
 */
export const groupsOf = (segments: readonly Segment[], start: string): readonly (readonly Segment[])[] => {
  const groups: Segment[][] = [];
  for (const segment of segments) {
    if (segment.name === start) groups.push([segment]);
    else groups.at(-1)?.push(segment);
  }
  return groups;
};

/** The separators are not separated by themselves, and stand for no escapes. */
const separatorsField = (line: string, position: number, encoding: Encoding): Field => {
  const { field } = encoding.separators;
  const text = position === 1 ? field : (line.slice(4).split(field)[0] ?? '');
  const verbatim = { ...encoding, separators: { ...encoding.separators, escape: undefined } };
  return fieldAt({ path: 'MSH[1]', encoding: verbatim }, position, [[[text]]]);
};
