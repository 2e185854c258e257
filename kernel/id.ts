import { randomUUID } from 'node:crypto';
import { invalid, type Failure } from './failure.ts';

declare const brand: unique symbol;

/** A `Base` that only its own parser can make: two kinds of id never mix. */
export type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

export type PatientId = Branded<string, 'PatientId'>;
export type OrganisationId = Branded<string, 'OrganisationId'>;
export type TeamId = Branded<string, 'TeamId'>;
export type UserId = Branded<string, 'UserId'>;
export type MessageId = Branded<string, 'MessageId'>;
export type LetterId = Branded<string, 'LetterId'>;

/** Anyone or anything that can have put an item into a record: a person, a team, an organisation or a partner. */
export type SourceId = OrganisationId | TeamId | UserId | PatientId;

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const uuidParser =
  <Id extends string>(what: string) =>
  (raw: unknown): Id | Failure => {
    const id = typeof raw === 'string' ? raw.toLowerCase() : '';
    return uuidForm.test(id) ? (id as Id) : invalid(`A ${what} is a UUID.`);
  };

export const parsePatientId = uuidParser<PatientId>('patient id');
export const parseOrganisationId = uuidParser<OrganisationId>('organisation id');
export const parseTeamId = uuidParser<TeamId>('team id');
export const parseUserId = uuidParser<UserId>('person id');
export const parseMessageId = uuidParser<MessageId>('message id');
export const parseLetterId = uuidParser<LetterId>('letter id');

/** Makes ids. An argument wherever ids are made, so that a test can say which ones. */
export type NewId = () => string;

/**
 * A UUID of version 7: 48 bits of milliseconds, 12 bits that count within one millisecond, then random bits. Those that
 * one process makes without an argument come in their order, so that new rows land on the right-hand edge of an index and
 * what happened later sorts later. RFC 9562 §5.7, §6.2 method 1
 */
export const uuid7 = (now?: number): string => {
  // The random bits, and the variant, of a version 4: Node draws those from a store, not one by one from the system.
  const random = randomUUID();
  if (now !== undefined) return uuidOf(now, random.slice(15));
  const time = Date.now();
  // A clock that goes back, and the 4097th of a millisecond, keep the order at the cost of the time: but not of so much of it
  // that nobody finds what came at a time by its id. After a clock that was far ahead the order begins anew.
  if (time > last.time || time < last.time - mostAhead) last = { time, count: 0 };
  else if (last.count < 0xfff) last.count += 1;
  else last = { time: last.time + 1, count: 0 };
  return uuidOf(last.time, last.count.toString(16).padStart(3, '0') + random.slice(18));
};

/** Milliseconds that ids may be ahead of the clock: less than a search by time allows for (`exchange/search`). */
const mostAhead = 30_000;

let last = { time: 0, count: 0 };

/** @param rest what follows the version: three digits, the variant and the rest */
const uuidOf = (time: number, rest: string): string => {
  const digits = time.toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-7${rest}`;
};
