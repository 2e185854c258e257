import { noticing } from '../../kit/mail.ts';
import type { Sql } from '../../kit/sql.ts';
import { goesOnAt } from '../consent.sql.ts';
import type { ConversationKind, ConversationSide } from './conversation.types.ts';

export type KeptMessage = {
  readonly id: string;
  readonly conversationId: string;
  readonly patientId: string;
  readonly teamId: string;
  readonly team: string;
  readonly subject: string;
  readonly kind: ConversationKind;
  readonly appointmentId: string | null;
  readonly side: ConversationSide;
  readonly author: string | null;
  readonly person: string | null;
  readonly client: string;
  readonly content: string;
  readonly version: number;
  readonly number: string | null;
  readonly at: Date;
  readonly firstReadAt: Date | null;
};

export type NewMessage = {
  readonly id: string;
  readonly conversation: string;
  readonly side: ConversationSide;
  readonly person: string | null;
  readonly client: string;
  readonly content: string;
  readonly at: Date;
  readonly draft: boolean;
};

export type NewConversation = {
  readonly id: string;
  readonly patient: string;
  readonly team: string;
  readonly subject: string;
  readonly kind: ConversationKind;
  readonly appointment: string | null;
  readonly at: Date;
};

/** A draft is its writer's alone: a person's, or a client's where it acts for none. */
export type Writer = { readonly side: ConversationSide; readonly person: string | null; readonly client: string };

/** Which messages: of patients (any of one record's ids), or of teams; sent ones after a number, or somebody's drafts. */
export type MessageQuery = {
  readonly patients: readonly string[] | null;
  readonly teams: readonly string[] | null;
  readonly draftsOf: Writer | null;
  readonly after: string | null;
  readonly limit: number;
};

export type ConversationStore = ReturnType<typeof conversationStore>;

export const conversationStore = (sql: Sql) => ({
  messages: ({ patients, teams, draftsOf, after, limit }: MessageQuery): Promise<readonly KeptMessage[]> =>
    sql.query('patients.messages', list, [
      patients,
      teams,
      draftsOf?.side ?? null,
      draftsOf?.person ?? null,
      draftsOf?.client ?? null,
      after,
      limit,
    ]),

  message: async (id: string, within: Sql = sql): Promise<KeptMessage | undefined> =>
    (await within.query<KeptMessage>('patients.message', one, [id]))[0],

  conversation: async (
    id: string,
    within: Sql = sql,
  ): Promise<{ readonly patient: string; readonly team: string } | undefined> =>
    (await within.query<{ patient: string; team: string }>('patients.conversation', conversation, [id]))[0],

  /** Whether the team holds the record, or has a consent. */
  isWith: async (
    { patient, team, now }: { readonly patient: string; readonly team: string; readonly now: Date },
    within: Sql = sql,
  ): Promise<boolean> => (await within.query('patients.conversation-with', isWith, [patient, team, now])).length > 0,

  write: (
    message: NewMessage,
    { begins, within = sql }: { readonly begins?: NewConversation | undefined; readonly within?: Sql | undefined },
  ): Promise<void> =>
    within.transaction(async (transaction) => {
      if (begins !== undefined) {
        const { id, patient, team, subject, kind, appointment, at } = begins;
        await transaction.query('patients.conversation-start', start, [
          id,
          patient,
          team,
          subject,
          kind,
          appointment,
          at,
        ]);
      }
      const { id, conversation: of, side, person, client, content, at, draft } = message;
      await transaction.query('patients.message-write', write, [id, of, side, person, client, content, at]);
      if (!draft) await numbered(transaction, id);
    }),

  /** @returns whether this version was there, a draft */
  changeDraft: (change: {
    readonly id: string;
    readonly version: number;
    readonly content: string | null;
    readonly at: Date;
    readonly send: boolean;
  }): Promise<boolean> =>
    sql.transaction(async (transaction) => {
      const { id, version, content, at, send } = change;
      const changed = await transaction.query('patients.message-change', changeOne, [id, version, content, at]);
      if (changed.length > 0 && send) await numbered(transaction, id);
      return changed.length > 0;
    }),

  deleteDraft: async (id: string, version: number): Promise<boolean> =>
    (await sql.query('patients.message-delete', deleteOne, [id, version])).length > 0,

  /** The first time counts. */
  read: async (id: string, at: Date): Promise<void> => {
    await sql.query('patients.message-read', readOne, [id, at]);
  },
});

/** One after the other, so that numbers become visible in their order: who has seen one has missed none below it. */
const numbered = async (transaction: Sql, id: string): Promise<void> => {
  await transaction.query('patients.message-turn', `select pg_advisory_xact_lock(hashtext('patients.message'))`, []);
  await transaction.query('patients.message-number', number, [id]);
};

const columns = `m.id, m.conversation_id as "conversationId", c.patient_id as "patientId", c.team_id as "teamId",
  t.name as team, c.subject, c.kind, c.appointment_id as "appointmentId", m.side, p.name as author, m.person_id as person, m.client, m.content, m.version,
  m.number::text as number, m.at, m.read_at as "firstReadAt"`;
const tables = `patients.message m join patients.conversation c on c.id = m.conversation_id
  join patients.team t on t.id = c.team_id left join patients.person p on p.id = m.person_id`;

const list = `select ${columns} from ${tables}
  where ($1::uuid[] is null or c.patient_id = any($1)) and ($2::uuid[] is null or c.team_id = any($2))
    and case when $3::text is null then m.number > coalesce($6::bigint, 0) else m.number is null and m.side = $3
      and m.person_id is not distinct from $4::uuid and (m.person_id is not null or m.client = $5) end
  order by m.number, m.id limit $7`;
const one = `select ${columns} from ${tables} where m.id = $1`;
const conversation = 'select patient_id as patient, team_id as team from patients.conversation where id = $1';
const isWith = `select 1 from patients.team_link l where l.patient_id = $1 and l.team_id = $2
  union all select 1 from patients.consent c
    where c.patient_id = $1 and c.grantee_id = $2 and ${goesOnAt('$3::timestamptz')} limit 1`;
const start = `insert into patients.conversation (id, patient_id, team_id, subject, kind, appointment_id, started_at)
  values ($1, $2, $3, $4, $5, $6, $7)`;
const write = `insert into patients.message (id, conversation_id, side, person_id, client, content, at)
  values ($1, $2, $3, $4, $5, $6, $7)`;
/** Of what a team writes the patient is told. Domain reference §3.1, Notifications */
const number = `
  with sent as (update patients.message set number = nextval('patients.message_number_seq') where id = $1 returning conversation_id, side),
  told as (${noticing('Message', `select c.patient_id from sent join patients.conversation c on c.id = sent.conversation_id where sent.side = 'TEAM'`)})
  select from sent`;
const changeOne = `update patients.message set content = coalesce($3, content), version = version + 1, at = $4
  where id = $1 and version = $2 and number is null returning 1`;
const deleteOne = 'delete from patients.message where id = $1 and version = $2 and number is null returning 1';
const readOne = 'update patients.message set read_at = $2 where id = $1 and read_at is null and number is not null';
