import type { NewId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import type { Sql } from '../../kit/sql.ts';
import { actsIn } from '../act.store.ts';
import type { Matching, MatchingInput } from './matching.types.ts';

export type MatchingStore = {
  read(organisation: string): Promise<Matching | undefined>;
  set(context: Context, matching: MatchingInput, by: string): Promise<Matching>;
};

export const matchingStore = (sql: Sql, newId: NewId): MatchingStore => ({
  read: async (organisation) => (await sql.query<Matching>('patients.matching', matching, [organisation]))[0],

  set: (context, { organisationId, checksNhsStatus, softMatch, autoCreates }, by) =>
    sql.transaction(async (transaction) => {
      const [before] = await transaction.query<Matching>('patients.hold-matching', `${matching} for update`, [
        organisationId,
      ]);
      const values = [organisationId, checksNhsStatus, [...new Set(softMatch)], autoCreates, context.clock.now(), by];
      const [now] = await transaction.query<Matching>('patients.set-matching', setMatching, values);
      if (now === undefined) throw new Error('What an organisation checks was not written.');
      await actsIn(transaction, newId).record(context, {
        kind: 'MATCHING_SET',
        organisation: organisationId,
        details: { before: before ?? null, now: { checksNhsStatus, softMatch, autoCreates } },
      });
      return now;
    }),
});

const columns = `organisation_id as "organisationId", checks_nhs_status as "checksNhsStatus", soft_match as "softMatch",
  auto_creates as "autoCreates", set_at as "setAt"`;

const matching = `select ${columns} from patients.matching where organisation_id = $1`;

const setMatching = `
  insert into patients.matching (organisation_id, checks_nhs_status, soft_match, auto_creates, set_at, set_by)
  values ($1, $2, $3::text[], $4, $5, $6)
  on conflict (organisation_id) do update set checks_nhs_status = excluded.checks_nhs_status, soft_match = excluded.soft_match,
    auto_creates = excluded.auto_creates, set_at = excluded.set_at, set_by = excluded.set_by
  returning ${columns}`;
