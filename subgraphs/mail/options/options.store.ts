import type { NewId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import { nameOf } from '../../kit/principal-name.ts';
import type { Sql } from '../../kit/sql.ts';
import { usualHours } from '../dispatch/hand-in.rules.ts';
import type { Sender } from '../sender.rules.ts';
import type { HybridMailAct } from './option-acts.types.ts';
import type { HybridMail, LetterFigures } from './options.types.ts';

export type OptionsStore = {
  /** What the organisation has chosen; else what is usual. */
  of(organisation: string): Promise<HybridMail>;
  /** Puts all of it in place of what was there, with the act of it. */
  set(context: Context, options: HybridMail, by: string): Promise<void>;
  /** The latest first. */
  acts(
    organisation: string,
    only: { readonly since: Date | null; readonly until: Date | null; readonly person: string | null },
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<HybridMailAct[]>;
  figures(sender: Sender, from: Date, to: Date): Promise<Omit<LetterFigures, 'from' | 'to'>>;
};

export const optionsStore = (sql: Sql, newId: NewId): OptionsStore => {
  const read = async (organisation: string, by: Sql): Promise<HybridMail> => {
    const [found] = await by.query<HybridMail>('mail.options', options, [organisation, usualHours]);
    if (found === undefined) throw new Error('An organisation’s options are one row, whether it has chosen or not.');
    return found;
  };

  return {
    of: (organisation) => read(organisation, sql),

    set: (context, wanted, by) =>
      sql.transaction(async (transaction) => {
        const { organisationId, hours, carersCount, ownLetters, printer = null, types } = wanted;
        const at = context.clock.now();
        await transaction.query('mail.hold-options', holdOptions, [organisationId]);
        const before = await read(organisationId, transaction);
        const values = [organisationId, hours, carersCount, ownLetters, printer, at, by];
        await transaction.query('mail.set-options', setOptions, values);
        await transaction.query('mail.clear-rules', clearRules, [organisationId]);
        await transaction.query('mail.set-rules', setRules, [
          organisationId,
          types.map(({ documentType }) => documentType),
          types.map(({ hours: own }) => own ?? null),
          types.map(({ excluded }) => excluded),
        ]);
        const details = JSON.stringify({ before, after: wanted });
        await transaction.query('mail.act', insertAct, [
          newId(),
          at,
          nameOf(context.principal),
          by,
          organisationId,
          details,
        ]);
      }),

    acts: (organisation, { since, until, person }, { after, limit }) =>
      sql.query<HybridMailAct>('mail.acts', acts, [organisation, since, until, person, after, limit]),

    figures: async ({ organisation, teams, partner }, from, to) => {
      const [found] = await sql.query<Omit<LetterFigures, 'from' | 'to'>>('mail.figures', figures, [
        ...[organisation, teams, partner, from, to],
      ]);
      if (found === undefined) throw new Error('Counting answers one row.');
      return found;
    },
  };
};

const options = `
  select w.id as "organisationId", coalesce(o.hours, $2::float8) as hours, coalesce(o.carers_count, false) as "carersCount",
    coalesce(o.own_letters, false) as "ownLetters", o.printer,
    coalesce((select jsonb_agg(jsonb_build_object('documentType', r.document_type, 'hours', r.hours, 'excluded', r.excluded) order by r.document_type)
      from mail.type_rule r where r.organisation_id = w.id), '[]') as types
  from (select $1::uuid as id) w left join mail.option o on o.organisation_id = w.id`;

/** Two administrators at once: the second finds what the first has set, whether or not there was anything before. */
const holdOptions = `select pg_advisory_xact_lock(hashtextextended('mail.option ' || $1::text, 0))`;

const setOptions = `
  insert into mail.option (organisation_id, hours, carers_count, own_letters, printer, set_at, set_by) values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (organisation_id) do update set hours = excluded.hours, carers_count = excluded.carers_count,
    own_letters = excluded.own_letters, printer = excluded.printer, set_at = excluded.set_at, set_by = excluded.set_by`;

const clearRules = 'delete from mail.type_rule where organisation_id = $1';

const setRules = `insert into mail.type_rule (organisation_id, document_type, hours, excluded)
  select $1, r.* from unnest($2::text[], $3::float8[], $4::boolean[]) r(document_type, hours, excluded)`;

const insertAct = `insert into mail.act (id, at, actor, person_id, organisation_id, kind, details)
  values ($1, $2, $3, $4, $5, 'HYBRID_MAIL_SET', $6::jsonb)`;

/** $1 organisation, $2 since, $3 until, $4 person, $5 after, $6 how many */
const acts = `
  select a.id, a.at, a.person_id as "personId", a.details->'before' as before, a.details->'after' as after from mail.act a
  where a.organisation_id = $1 and ($2::timestamptz is null or a.at >= $2) and ($3::timestamptz is null or a.at < $3)
    and ($4::uuid is null or a.person_id = $4) and ($5::uuid is null or a.id < $5) order by a.id desc limit $6`;

const figures = `
  select count(*) filter (where d.state <> 'EXCLUDED')::int as sent,
    count(*) filter (where d.state <> 'EXCLUDED' and (r.read_at is not null or c.read_at is not null and coalesce(o.carers_count, false)))::int as read,
    count(*) filter (where d.state = 'POSTED')::int as printed, count(*) filter (where d.state = 'READ')::int as saved,
    count(*) filter (where d.state in ('PUBLISHED', 'NOTIFIED'))::int as waiting,
    count(*) filter (where d.state = 'PRINT_REQUESTED')::int as printing, count(*) filter (where d.state = 'FAILED')::int as failed,
    count(*) filter (where d.state = 'EXCLUDED')::int as excluded
  from mail.dispatch d left join mail.letter l on l.id = d.letter_id left join mail.option o on o.organisation_id = d.organisation_id
    left join mail.receipt r on r.letter_id = d.letter_id and r.edition = d.edition
    left join mail.carer_receipt c on c.letter_id = d.letter_id and c.edition = d.edition
  where d.organisation_id = $1 and ($2::uuid[] is null or l.team_id = any($2)) and ($3::text is null or d.partner = $3 or o.printer = $3)
    and d.received_at >= $4::timestamptz and d.received_at < $5::timestamptz`;
