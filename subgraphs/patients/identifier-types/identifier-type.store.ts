import { isFailure, type Failure } from '../../../kernel/failure.ts';
import type { NewId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import type { Sql } from '../../kit/sql.ts';
import { actsIn } from '../act.store.ts';
import type { Known, NumberType, TypeKey } from './identifier-type.rules.ts';

/** Null: the type is everybody's. */
export type StoredType = NumberType & { readonly organisationId: string | null };

/** Each change has its act in the same transaction: neither is there without the other. */
export type IdentifierTypeStore = {
  /** Those of the organisation, then everybody's. */
  list(organisation: string): Promise<readonly StoredType[]>;
  /** Keeps what `decide` makes of what is known; no other type is set meanwhile. */
  set(
    context: Context,
    asked: { readonly organisation: string; readonly system: string },
    decide: (known: Known) => NumberType | Failure,
  ): Promise<NumberType | Failure>;
  /** @returns what it was; undefined where there is no such type */
  remove(context: Context, organisation: string, key: TypeKey): Promise<NumberType | undefined>;
};

export const identifierTypeStore = (sql: Sql, newId: NewId): IdentifierTypeStore => ({
  list: (organisation) => sql.query('patients.identifierTypes', types, [organisation]),

  set: (context, { organisation, system }, decide) =>
    sql.transaction(async (transaction) => {
      // Who asks for a system at the same time is answered after this; messages only read.
      await transaction.query('patients.identifierTypes.hold', hold, []);
      const known = await transaction.query<StoredType>('patients.identifierTypes', types, [organisation]);
      const foreign = await transaction.query('patients.foreignSystem', foreignSystem, [organisation, system]);
      const own = known.filter(({ organisationId }) => organisationId !== null);
      const everybodys = known.filter(({ organisationId }) => organisationId === null);
      const type = decide({ own, everybodys, systemIsForeign: foreign.length > 0 });
      if (isFailure(type)) return type;
      const { authority, typeCode, kind } = type;
      const row = [newId(), organisation, authority, typeCode, kind, type.system];
      await transaction.query('patients.setIdentifierType', put, row);
      const before = own.find((one) => one.authority === authority && one.typeCode === typeCode);
      await actsIn(transaction, newId).record(context, {
        kind: 'IDENTIFIER_TYPE_SET',
        organisation,
        details: { ...told(type), before: before ? told(before) : null },
      });
      return type;
    }),

  remove: (context, organisation, { authority, typeCode }) =>
    sql.transaction(async (transaction) => {
      const key = [organisation, authority, typeCode];
      const [type] = await transaction.query<NumberType>('patients.removeIdentifierType', remove, key);
      if (type !== undefined)
        await actsIn(transaction, newId).record(context, {
          kind: 'IDENTIFIER_TYPE_REMOVED',
          organisation,
          details: told(type),
        });
      return type;
    }),
});

const told = ({ authority, typeCode, kind, system }: NumberType) => ({ authority, typeCode, kind, system });

const columns = `authority, type_code as "typeCode", kind, system`;

const types = `select organisation_id as "organisationId", ${columns} from patients.identifier_type
  where organisation_id = $1 or organisation_id is null order by organisation_id nulls last, type_code, authority`;

const hold = `lock table patients.identifier_type in share row exclusive mode`;

/**
 * A row where the system is another organisation's, or has numbers that did not come by a type of this one: its acts
 * tell which systems it had before.
 */
const foreignSystem = `
  select 1 where exists (select from patients.identifier_type where system = $2 and organisation_id <> $1::uuid)
    or exists (select from patients.identifier where system = $2)
      and not exists (select from patients.identifier_type where system = $2 and organisation_id = $1::uuid)
      and not exists (select from patients.act where organisation_id = $1::uuid
        and kind in ('IDENTIFIER_TYPE_SET', 'IDENTIFIER_TYPE_REMOVED') and details->>'system' = $2)`;

const put = `
  insert into patients.identifier_type (id, organisation_id, authority, type_code, kind, system)
  values ($1, $2, $3, $4, $5, $6)
  on conflict (type_code, authority, organisation_id) do update set kind = excluded.kind, system = excluded.system`;

const remove = `
  delete from patients.identifier_type where organisation_id = $1::uuid and authority = $2 and type_code = $3
  returning ${columns}`;
