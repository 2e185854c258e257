import { Failure, notFound } from '../../kernel/failure.ts';
import type { WherePlacedFragment } from './documents.generated.ts';

/** From a path in the graph's input (`identifiers[0].value`) to the one in the message (`PID[1].3[2].1`). */
export type Places = ReadonlyMap<string, string>;

/** What every input says of its message. */
export const messagePlaces: readonly (readonly [field: string, path: string])[] = [
  ['message', 'MSH[1]'],
  ['message.sentAt', 'MSH[1].7'],
  ['message.controlId', 'MSH[1].10'],
  ['message.alias', 'MSH[1].4'],
];

/** What the sender should know although the graph did what it was asked for. */
export type Warning = Extract<WherePlacedFragment, { readonly __typename: 'PlacedPatient' }>['warnings'][number];

/** The graph's refusal in the sender's terms. A place that only we know is left out. */
export const inMessage = ({ kind, message, field }: Failure, places: Places): Failure =>
  new Failure(kind, message, placeOf(field ?? '', places));

/** What the graph passed over, in the sender's terms. */
export const warningInMessage = ({ field, message }: Warning, places: Places): Failure =>
  notFound(message, placeOf(field, places));

/** The place itself, or the nearest around it that is known. */
const placeOf = (field: string, places: Places): string | undefined => {
  for (let around = field; around !== ''; around = outside(around)) {
    const place = places.get(around);
    if (place !== undefined) return place;
  }
  return undefined;
};

/** `a[0].b` → `a[0]` → `a` → nothing. */
const outside = (field: string): string => field.slice(0, Math.max(0, field.lastIndexOf('.'), field.lastIndexOf('[')));
