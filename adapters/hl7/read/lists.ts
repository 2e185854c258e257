import { conflict, invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import { hasControlCharacter } from '../../../kernel/text.ts';
import { groupsOf, type Er7Message, type Segment } from '../er7/message.ts';
import { readCoded, requiredCoded, type Coded } from './coded.ts';
import type { Header } from './header.ts';
import { readPerson, type Person } from './name.ts';
import { linesOf } from './observation.ts';
import { all, each, sent, textOf, type Sent } from './sent.ts';
import { readMoment, type Moment } from './time.ts';

export type AllergyInMessage = {
  readonly path: string;
  readonly allergen: Coded;
  readonly kind: Coded | undefined;
  readonly severity: Coded | undefined;
  readonly reactions: readonly string[];
  readonly onset: Sent<Moment>;
  /** The NTE after the AL1: who says so. */
  readonly source: string | undefined;
};

export type DiagnosisInMessage = {
  readonly path: string;
  readonly diagnosis: Coded;
  readonly at: Sent<Moment>;
  readonly kind: string | undefined;
};

export type MedicationInMessage = {
  readonly path: string;
  readonly externalId: string | undefined;
  readonly name: Coded;
  readonly dose: string | undefined;
  readonly route: string | undefined;
  readonly frequency: string | undefined;
  readonly indication: string | undefined;
  readonly start: Sent<Moment>;
  readonly end: Sent<Moment>;
  readonly prescriber: Person | undefined;
};

/** A list that is there replaces the sender's whole list; one of which there is nothing (`undefined`) is left alone. */
export type ListsInMessage = {
  readonly allergies: readonly AllergyInMessage[] | undefined;
  readonly diagnoses: readonly DiagnosisInMessage[] | undefined;
  readonly medications: readonly MedicationInMessage[] | undefined;
};

/** The AL1, DG1 and ZRX of an ADT A28 or A31. What is meant (AL1-3, DG1-3 or DG1-4, ZRX-2) is required of each. */
export const listsFromAdt = (message: Er7Message, { zone }: Pick<Header, 'zone'>): ListsInMessage | Failure => {
  const time = (segment: Segment, position: number): Sent<Moment> | Failure =>
    sent(segment.field(position), (field) => readMoment(field, zone));
  const list = <T>(name: string, read: (segment: Segment) => T | Failure): readonly T[] | undefined | Failure => {
    const segments = message.segments(name);
    return segments.length === 0 ? undefined : each(segments, read);
  };
  const sources = sourcesIn(message);
  return all({
    allergies: checked(
      list('AL1', (al1) => allergyOf(al1, time(al1, 6), sources.get(al1))),
      'The same allergen with the same onset',
      { field: 3, keyOf: ({ allergen, onset }) => [allergen.code ?? allergen.display, onset?.instant] },
    ),
    diagnoses: checked(
      list('DG1', (dg1) => diagnosisOf(dg1, time(dg1, 5))),
      'The same diagnosis of the same time',
      { field: 3, keyOf: ({ diagnosis, at }) => [nameOf(diagnosis), at?.instant] },
    ),
    medications: checked(
      list('ZRX', (zrx) => medicationOf(zrx, time(zrx, 6), time(zrx, 7))),
      'The same medicine with the same start, or its id,',
      { field: 2, keyOf: ({ externalId, name, start }) => externalId ?? [nameOf(name), start?.instant] },
    ),
  });
};

const allergyOf = (al1: Segment, onset: Sent<Moment> | Failure, source?: string): AllergyInMessage | Failure => {
  const parts = all({ allergen: requiredCoded(al1.field(3), 'The allergen'), onset });
  if (isFailure(parts)) return parts;
  return {
    ...parts,
    path: al1.path,
    kind: readCoded(al1.field(2)),
    severity: readCoded(al1.field(4)),
    reactions: al1.field(5).repetitions.flatMap((reaction) => textOf(reaction) ?? []),
    source,
  };
};

/** The code in its system, else the words. */
const nameOf = ({ system, code, display }: Coded): readonly unknown[] =>
  code === undefined ? [display] : [system, code];

type Entry = { readonly path: string };

/**
 * What no list can hold, found before anything of the message is done: two entries that are one, of which we cannot tell which is
 * wrong, and control characters.
 */
const checked = <One extends Entry>(
  entries: readonly One[] | undefined | Failure,
  what: string,
  { keyOf, field }: { readonly keyOf: (entry: One) => unknown; readonly field: number },
): readonly One[] | undefined | Failure => {
  if (entries === undefined || isFailure(entries)) return entries;
  const seen = new Set<string>();
  for (const entry of entries) {
    if (hasControl(entry)) return invalid('Text holds a control character.', entry.path);
    const key = JSON.stringify(keyOf(entry));
    if (seen.has(key)) return conflict(`${what} was already sent in this message.`, `${entry.path}.${field}`);
    seen.add(key);
  }
  return entries;
};

const hasControl = (value: unknown): boolean =>
  typeof value === 'string'
    ? hasControlCharacter(value)
    : typeof value === 'object' && value !== null && Object.values(value).some(hasControl);

/** DG1-4 says in words what DG1-3 says in code; older senders have only the words. */
const diagnosisOf = (dg1: Segment, at: Sent<Moment> | Failure): DiagnosisInMessage | Failure => {
  const words = textOf(dg1.field(4));
  const coded = readCoded(dg1.field(3));
  const said: Coded = { code: undefined, display: undefined, system: undefined, alternate: undefined, ...coded };
  if (coded === undefined && words === undefined) return requiredMissing(dg1);
  return isFailure(at)
    ? at
    : { path: dg1.path, diagnosis: { ...said, display: said.display ?? words }, at, kind: textOf(dg1.field(6)) };
};

const requiredMissing = (dg1: Segment): Failure =>
  invalid('The diagnosis is required: a code or a text.', dg1.field(3).path);

const medicationOf = (
  zrx: Segment,
  start: Sent<Moment> | Failure,
  end: Sent<Moment> | Failure,
): MedicationInMessage | Failure => {
  const parts = all({ name: requiredCoded(zrx.field(2), 'The name of the medicine'), start, end });
  if (isFailure(parts)) return parts;
  return {
    ...parts,
    path: zrx.path,
    dose: textOf(zrx.field(3)),
    route: textOf(zrx.field(4)),
    frequency: textOf(zrx.field(5)),
    indication: textOf(zrx.field(8)),
    prescriber: readPerson(zrx.field(9)),
    externalId: textOf(zrx.field(10)),
  };
};

/** By AL1, the text of the NTE that follow it directly. */
const sourcesIn = (message: Er7Message): ReadonlyMap<Segment, string> => {
  const sources = new Map<Segment, string>();
  for (const [al1, ...rest] of groupsOf(message.segments(), 'AL1')) {
    const end = rest.findIndex((segment) => segment.name !== 'NTE');
    const notes = end === -1 ? rest : rest.slice(0, end);
    if (al1 !== undefined && notes.length > 0)
      sources.set(al1, notes.flatMap((note) => linesOf(note.field(3))).join('\n'));
  }
  return sources;
};
