import { createHash } from 'node:crypto';
import { isFailure, type Failure } from '../../kernel/failure.ts';
import { amend } from '../kit/amend.ts';
import type { Sql } from '../kit/sql.ts';
import { openRecordStore, type PutResult, type RecordStore, type RecordWrite } from '../records/index.ts';
import type { Told } from './encounter-events.rules.ts';

/** What one message told, and its place in the sender's order. */
export type KeptMessage = { readonly sentAt: Date; readonly controlId: string; readonly told: Told };

export type NewMessage = KeptMessage & { readonly encounter: string; readonly origin: string };

/** All that was told of an encounter in the order of time; `place` is that of the message at hand, which is among it. */
export type Tellings = { readonly messages: readonly KeptMessage[]; readonly place: number; readonly isNew: boolean };

export type EncounterStore = Pick<RecordStore, 'idFor' | 'whereIs'> & {
  /**
   * Keeps a message and writes what follows from all of them, in one transaction; messages of one encounter wait for each
   * other. The same message again (MSH-7 and MSH-10) is kept once.
   *
   * @returns what became of the write, undefined where nothing was to be written; conflict where its key is another item's
   */
  tell<Answer>(message: NewMessage, follow: (tellings: Tellings) => Following<Answer>): Promise<Answer | Failure>;
};

/** What is to be written, if anything is, and what to answer then. */
export type Following<Answer> = {
  readonly write?: RecordWrite;
  readonly answer: (put: PutResult | undefined) => Answer;
};

export const encounterStore = (sql: Sql): EncounterStore => {
  const records = openRecordStore({ sql, schema: 'clinical' });
  return {
    idFor: (patient, type, key) => records.idFor(patient, type, key),
    // What was told of an encounter is there before it, and after it: a cancellation may come first.
    whereIs: async (type, key, among) => {
      const ids = among.map((patient) => records.idFor(patient, type, key));
      const [found] = await sql.query<{ encounter: string }>('clinical.encounter.where', whereStatement, [ids]);
      return among[ids.indexOf(found?.encounter ?? '')];
    },
    tell: (message, follow) =>
      amend(
        sql,
        () => Promise.resolve(),
        async (_seen, transaction) => {
          await transaction.query('clinical.encounter.turn', turnStatement, [lockOf(message.encounter)]);
          const tellings = await keep(transaction, message);
          const following = follow(tellings);
          const { write } = following;
          if (write === undefined) return following.answer(undefined);
          const results = await records.put([write], transaction);
          return isFailure(results) ? results : following.answer(results[0]);
        },
      ),
  };
};

const whereStatement = 'select encounter from clinical.encounter_message where encounter = any($1) limit 1';

/** Held until the transaction ends: there may be no row yet that could be locked. */
const turnStatement = 'select pg_advisory_xact_lock($1)';

/** A statement sees what was there before it: the kept ones without the new one. */
const keepStatement = `
with kept as (
  insert into clinical.encounter_message (encounter, sent_at, control_id, origin, content)
  values ($1, $2, $3, $4, $5) on conflict do nothing returning arrived)
select sent_at as "sentAt", control_id as "controlId", content as told, false as "isNew", arrived
from clinical.encounter_message where encounter = $1
union all
select $2::timestamptz, $3, $5::json, true, arrived from kept
order by "sentAt", arrived`;

type Row = KeptMessage & { readonly isNew: boolean };

const keep = async (transaction: Sql, message: NewMessage): Promise<Tellings> => {
  const { encounter, sentAt, controlId, origin, told } = message;
  const values = [encounter, sentAt.toISOString(), controlId, origin, JSON.stringify(told)];
  const messages = await transaction.query<Row>('clinical.encounter.keep', keepStatement, values);
  const isThis = (row: Row): boolean => row.sentAt.getTime() === sentAt.getTime() && row.controlId === controlId;
  const place = messages.findIndex(isThis);
  return { messages, place, isNew: messages[place]?.isNew === true };
};

const lockOf = (encounter: string): string =>
  String(createHash('sha256').update(`encounter\0${encounter}`).digest().readBigInt64BE());
