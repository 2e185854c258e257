import type { NewId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import type { Sql } from '../../kit/sql.ts';
import { actsIn } from '../act.store.ts';
import * as statements from './join.sql.ts';
import type { SeenLetterToken } from './join.types.ts';

/** What stands on a letter, as it is looked for. */
export type OnLetter = { readonly code: string; readonly hash: string; readonly team: string };

type Joining = OnLetter & {
  readonly dateOfBirth: string;
  readonly person: string;
  /** Of somebody new; null where they sign in otherwise. */
  readonly email: string | null;
};

export type NotJoined = 'UNUSABLE' | 'BIRTHDAY' | 'KNOWN' | 'OWN_RECORD';

export type JoinStore = ReturnType<typeof joinStore>;

type Held = {
  readonly id: string;
  readonly patient: string;
  readonly dateOfBirth: string | null;
  readonly organisation: string;
  readonly team: string;
  readonly name: string;
};

/** Registering: the token is used up and the record is its owner's in one transaction, or neither. */
export const joinStore = (sql: Sql, newId: NewId) => ({
  seen: async (
    { code, hash, team }: OnLetter,
    { person, now }: { readonly person: string | null; readonly now: Date },
  ): Promise<SeenLetterToken | undefined> =>
    (await sql.query<SeenLetterToken>('patients.seen-letter', statements.seen, [code, hash, team, now, person]))[0],

  join: (context: Context, { code, hash, team, dateOfBirth, person, email }: Joining): Promise<NotJoined | 'JOINED'> =>
    sql.transaction(async (transaction) => {
      const now = context.clock.now();
      await transaction.query('patients.hold-joining', statements.holdRecord, [code]);
      const [held] = await transaction.query<Held>('patients.hold-token', statements.holdToken, [
        code,
        hash,
        team,
        now,
      ]);
      if (held === undefined) return 'UNUSABLE';
      if (held.dateOfBirth !== dateOfBirth) {
        await transaction.query('patients.token-miss', statements.miss, [held.id]);
        return 'BIRTHDAY';
      }
      const fault = await ownerOf(transaction, { person, email, held });
      if (fault !== undefined) return fault;
      await transaction.query('patients.join', statements.register, [held.patient, now]);
      if (email !== null) await transaction.query('patients.join-email', statements.addEmail, [held.patient, email]);
      await transaction.query('patients.use-token', statements.useUp, [held.id, now, person]);
      await actsIn(transaction, newId).record(context, {
        kind: 'PATIENT_REGISTERED',
        ...{ patient: held.patient, organisation: held.organisation, team: held.team, person },
        details: { token: held.id },
      });
      return 'JOINED';
    }),
});

/** The record becomes this person's; undefined where it has. */
const ownerOf = async (
  transaction: Sql,
  { person, email, held }: { readonly person: string; readonly email: string | null; readonly held: Held },
): Promise<NotJoined | undefined> => {
  type Person = { readonly patient: string | null };
  const [known] = await transaction.query<Person>('patients.joining', statements.person, [person]);
  if (known === undefined) {
    const values = [person, email, held.name, held.patient];
    const made = await transaction.query('patients.joiner', statements.insertPerson, values);
    return made.length > 0 ? undefined : 'KNOWN';
  }
  if (known.patient !== null) return 'OWN_RECORD';
  const taken = await transaction.query('patients.take-record', statements.takeRecord, [person, held.patient]);
  return taken.length > 0 ? undefined : 'UNUSABLE';
};
