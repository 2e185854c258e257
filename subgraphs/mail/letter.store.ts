import type { ItemLabel } from '../kit/label.ts';
import type { Purview } from '../kit/purview.ts';
import type { Sql } from '../kit/sql.ts';
import type { HandedIn } from './dispatch/hand-in.rules.ts';
import type { KeptLetter } from './letter.rules.ts';
import * as statements from './letter.sql.ts';

export type NewLetter = {
  readonly id: string;
  readonly patient: string;
  /** And the records that were merged into that one: a letter that lies there is theirs as well. */
  readonly patients: readonly string[];
  readonly organisation: string;
  readonly team: string;
  readonly externalId: string;
  readonly documentId: string;
  readonly title: string;
  readonly documentType: string | null;
  readonly label: ItemLabel;
  /** True: against a label that somebody chose for the letter earlier. */
  readonly labelStands: boolean;
  readonly sources: readonly string[];
  readonly visibleFrom: Date | null;
  readonly publishedAt: Date;
  /** MSH-7, MSH-10 and the id of the message. */
  readonly entered: Date;
  readonly enteredOrder: string;
  readonly origin: string;
  /** Its way from here: an id of its own, who handed it in, and what becomes of it. */
  readonly dispatch: HandedIn & { readonly id: string; readonly partner: string | null };
};

/** Where a page ends: the next begins behind it. */
export type Place = { readonly publishedAt: string; readonly id: string };

export type Standing = 'created' | 'updated' | 'unchanged' | 'stale' | 'another patient';
export type Withdrawn = Pick<
  NewLetter,
  'patients' | 'organisation' | 'externalId' | 'entered' | 'enteredOrder' | 'origin'
> & { readonly at: Date };
export type Reading = {
  readonly letter: string;
  readonly patients: readonly string[];
  readonly by: string;
  readonly at: Date;
  /** The labels that are shared with whoever opens it for the patient; absent: it is the patient. */
  readonly asCarer?: readonly ItemLabel[];
};

export type LetterStore = {
  /** Newest first, only those inside the sight; a list for each of the patients, in their order, in one query. */
  pages(
    sights: readonly Pick<Purview, 'patient' | 'formerly' | 'labels' | 'sources'>[],
    after: Place | null,
    limit: number,
  ): Promise<KeptLetter[][]>;
  /** Puts the letter in its place unless a message that is as new or newer was here first. */
  put(letter: NewLetter): Promise<{ readonly id: string; readonly standing: Standing }>;
  /** Takes the letter of this number back, unless a message as new or newer was here first; undefined: there is none. */
  withdraw(letter: Withdrawn): Promise<{ readonly id: string; readonly standing: Standing } | undefined>;
  /** Writes the first reading of the letter as it is now; undefined: there is none that this reader may open, or not yet. */
  read(reading: Reading): Promise<KeptLetter | undefined>;
};

export const letterStore = (sql: Sql): LetterStore => ({
  pages: async (sights, after, limit) => {
    const asked = sights.map(({ patient, formerly = [], labels, sources }, nth) => ({
      ...{ nth, patient, labels, sources },
      patients: [patient, ...formerly],
    }));
    const anyMerged = sights.some(({ formerly }) => formerly !== undefined);
    const { publishedAt, id } = after ?? beforeAll;
    const [name, text] = anyMerged ? statements.pagesOfMerged : statements.pages;
    const rows = await sql.query<KeptLetter & { nth: number }>(name, text, [
      JSON.stringify(asked),
      publishedAt,
      id,
      limit,
    ]);
    const dealt = sights.map((): KeptLetter[] => []);
    for (const row of rows) dealt[row.nth]?.push(row);
    return dealt;
  },

  put: async (letter) => {
    const key = [letter.organisation, letter.externalId, letter.patients, letter.entered, letter.enteredOrder];
    const [written] = await sql.query<{ id: string; edition: number }>('mail.publish', statements.putLetter, [
      ...key,
      letter.id,
      letter.team,
      letter.documentId,
      letter.title,
      letter.documentType,
      letter.label,
      letter.sources,
      letter.visibleFrom,
      letter.publishedAt,
      letter.origin,
      letter.labelStands,
      letter.patient,
      letter.dispatch.state === 'EXCLUDED',
      letter.dispatch.partner,
      letter.dispatch.state,
      letter.dispatch.reason,
      letter.dispatch.dueAt,
      letter.dispatch.id,
      letter.origin,
      letter.externalId,
      letter.title,
      letter.documentType,
      letter.publishedAt,
    ]);
    if (written !== undefined) return { id: written.id, standing: written.edition === 1 ? 'created' : 'updated' };
    const [found] = await sql.query<{ id: string; standing: Standing }>(
      'mail.standing',
      statements.standingOfLetter,
      key,
    );
    if (found === undefined) throw new Error('A letter was neither written nor found.');
    return found;
  },

  withdraw: async ({ organisation, externalId, patients, entered, enteredOrder, origin, at }) => {
    const key = [organisation, externalId, patients, entered, enteredOrder];
    const [written] = await sql.query<{ id: string }>('mail.withdraw', statements.withdrawLetter, [...key, origin, at]);
    if (written !== undefined) return { id: written.id, standing: 'updated' };
    const [found] = await sql.query<{ id: string; standing: Standing }>(
      'mail.standing',
      statements.standingOfLetter,
      key,
    );
    return found?.standing === 'another patient' ? undefined : found;
  },

  read: async ({ letter, patients, by, at, asCarer }) => {
    const values = [letter, patients, at, by];
    const [row] =
      asCarer === undefined
        ? await sql.query<KeptLetter>('mail.read', statements.readLetter, values)
        : await sql.query<KeptLetter>('mail.read-as-carer', statements.readAsCarer, [...values, asCarer]);
    return row;
  },
});

/** Behind no letter at all. */
const beforeAll: Place = { publishedAt: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
