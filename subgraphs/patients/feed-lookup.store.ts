import { defineBatch } from '../kit/batch.ts';
import type { LabelMaps } from '../kit/label.rules.ts';
import type { Label } from '../kit/label.ts';
import type { Paper } from '../kit/paper.rules.ts';
import type { Sql } from '../kit/sql.ts';
import { about, lookAtAll, match, recordToHold, sender } from './feed-lookup.sql.ts';
import type { Demographics } from './feed.rules.ts';
import type { IdentifierKind } from './identifier.rules.ts';
import type { PatientStatus } from './patients.types.ts';
import type { Checks } from './review/hold.rules.ts';

/** As whom a message is sent: the organisation, its team, and what that team gets when it links a patient. */
export type Sender = {
  readonly organisation: string;
  readonly team: string;
  readonly defaultLabels: readonly Label[];
  readonly labelMaps: LabelMaps | null;
  readonly checks: Checks | null;
  /** Messages for the organisation are held. */
  readonly holds: boolean;
};

/** One identifier of a message: unknown to us (no kind), or known and perhaps carried by a record already. */
export type IdentifierMatch = {
  readonly index: number;
  readonly kind: IdentifierKind | null;
  readonly system: string | null;
  readonly patient: string | null;
};

/** A record as the feed finds it. */
export type CurrentRecord = {
  readonly id: string;
  readonly version: number;
  readonly entered_at: Date;
  readonly entered_by: string;
  readonly status: PatientStatus;
  readonly sharing_disabled: boolean;
  readonly demographics: Demographics;
  readonly identifiers: readonly { readonly system: string; readonly value: string }[];
  readonly emails: readonly string[];
  readonly teams: readonly string[];
};

export type FeedQuestion = {
  /** The credential's holder. */
  readonly by: { readonly organisation: string } | { readonly partner: string };
  /** MSH-4 */
  readonly alias: string | null;
  readonly identifiers: readonly { readonly authority: string; readonly typeCode: string; readonly value: string }[];
  /** Whether the record itself is wanted, or only which it is; where messages are compared with it, it always is. */
  readonly wantsRecord: boolean;
};

/** What has to be known of a message before anything is written; all of it as of one moment. */
export type FeedFacts = {
  readonly sender: Sender;
  readonly matches: readonly IdentifierMatch[];
  /** The record that carries the identifiers; any of them where there are several, which is a conflict. */
  readonly current: CurrentRecord | undefined;
  /** The sender's team holds that record already. */
  readonly isLinked: boolean;
  /** The records that were merged into that one; null where there are none. */
  readonly formerly: readonly string[] | null;
  /** Why its patient cannot read on a screen; null where they can, or where there is no record. */
  readonly paper: Paper | null;
};

export type FeedLookup = {
  /** Undefined where the alias names somebody else, or a grant is missing. */
  look(question: FeedQuestion): Promise<FeedFacts | undefined>;
};

/** A hospital's engine has many messages under way: a few large statements cost less than many small ones. ADR 0009 */
export const ofCrowds = { lanes: 1, lingerMs: 1 };

/** One statement for all messages that come at the same time. */
export const gatheredLookup = (sql: Sql): FeedLookup => {
  const look = defineBatch<FeedQuestion, FeedFacts | undefined>(async (asked) => {
    const identifiers = asked.flatMap((question, n) =>
      question.identifiers.map((identifier, index) => ({ ...identifier, n, index })),
    );
    const rows = await sql.query<FactsRow>('patients.look', lookAtAll, [
      ...senderValues(asked),
      asked.map(({ wantsRecord }) => wantsRecord),
      identifiers.map(({ n }) => n + 1),
      identifiers.map(({ index }) => index),
      ...identifierValues(identifiers),
    ]);
    const facts = new Map(rows.map((row) => [row.n, factsOf(row)]));
    return asked.map((_, nth) => facts.get(nth + 1));
  }, ofCrowds);
  return { look: (question) => look(question, undefined) };
};

/** The look-up of one message within its transaction, which holds the record it finds: step by step. */
export const holdingLookup = (transaction: Sql): FeedLookup => ({
  look: async (question) => {
    const [from] = await transaction.query<Sender & { readonly foreign: boolean }>(
      'patients.sender',
      sender,
      senderValues([question]),
    );
    if (from === undefined || from.foreign) return undefined;
    const { identifiers } = question;
    const matches = await transaction.query<IdentifierMatch>('patients.match', match, [
      identifiers.map(() => from.organisation),
      ...identifierValues(identifiers),
    ]);
    const patient = matches.find((found) => found.patient !== null)?.patient;
    const [current] =
      patient && question.wantsRecord
        ? await transaction.query<CurrentRecord>('patients.hold', recordToHold, [patient])
        : [];
    const [known] = patient
      ? await transaction.query<Pick<FeedFacts, 'formerly' | 'paper'>>('patients.about', about, [patient])
      : [];
    const isLinked = current?.teams.includes(from.team) ?? false;
    return { sender: from, matches, current, isLinked, formerly: known?.formerly ?? null, paper: known?.paper ?? null };
  },
});

/** One row for each message whose sender is known. */
type FactsRow = Sender & {
  readonly n: number;
  readonly indexes: readonly number[] | null;
  readonly kinds: readonly IdentifierMatch['kind'][] | null;
  readonly systems: readonly (string | null)[] | null;
  readonly patients: readonly (string | null)[] | null;
  readonly isLinked: boolean;
  readonly formerly: readonly string[] | null;
  readonly paper: Paper | null;
} & (CurrentRecord | { readonly [Column in keyof CurrentRecord]: null });

/** Written out, member by member: to take the rest of a row costs more than all else that is done with it here. */
const factsOf = (row: FactsRow): FeedFacts => ({
  sender: {
    organisation: row.organisation,
    team: row.team,
    defaultLabels: row.defaultLabels,
    labelMaps: row.labelMaps,
    checks: row.checks,
    holds: row.holds,
  },
  // Of the same group, and so in the same order; only not in that of the message.
  matches: (row.indexes ?? [])
    .map((index, nth) => ({
      index,
      kind: row.kinds?.[nth] ?? null,
      system: row.systems?.[nth] ?? null,
      patient: row.patients?.[nth] ?? null,
    }))
    .sort((one, other) => one.index - other.index),
  current: currentIn(row),
  isLinked: row.isLinked,
  formerly: row.formerly,
  paper: row.paper,
});

const currentIn = (row: FactsRow): CurrentRecord | undefined =>
  row.id === null
    ? undefined
    : {
        id: row.id,
        version: row.version,
        entered_at: row.entered_at,
        entered_by: row.entered_by,
        status: row.status,
        sharing_disabled: row.sharing_disabled,
        demographics: row.demographics,
        identifiers: row.identifiers,
        emails: row.emails,
        teams: row.teams,
      };

const senderValues = (asked: readonly FeedQuestion[]): readonly unknown[] => [
  asked.map(({ by }) => ('organisation' in by ? by.organisation : null)),
  asked.map(({ by }) => ('partner' in by ? by.partner : null)),
  asked.map(({ alias }) => alias),
];

const identifierValues = (identifiers: FeedQuestion['identifiers']): readonly unknown[] => [
  identifiers.map(({ authority }) => authority),
  identifiers.map(({ typeCode }) => typeCode),
  identifiers.map(({ value }) => value),
];
