import type { LabelMapKind } from '../kit/label.rules.ts';
import type { Label } from '../kit/label.ts';
import type { Sql } from '../kit/sql.ts';
import type { LabelMap } from './label-map.types.ts';

export type Code = { readonly kind: LabelMapKind; readonly system: string; readonly code: string };

/** Who does it, for the audit, which is written with it. */
export type Trace = {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly person: string;
  readonly organisation: string;
};

export type LabelMapStore = {
  list(organisation: string): Promise<readonly LabelMap[]>;
  /** Undefined where there are `most` already, and this is not one of them. */
  set(code: Code & { readonly label: Label }, trace: Trace, most: number): Promise<LabelMap | undefined>;
  remove(code: Code, trace: Trace): Promise<LabelMap | undefined>;
};

export const labelMapStore = (sql: Sql): LabelMapStore => ({
  list: (organisation) => sql.query<LabelMap>('patients.labelMaps', labelMaps, [organisation]),

  set: ({ kind, system, code, label }, trace, most) =>
    sql.transaction(async (transaction) => {
      // Two administrators at the same time count one after the other.
      await transaction.query('patients.labelMaps.hold', hold, [trace.organisation]);
      const [written] = await transaction.query<LabelMap>('patients.setLabelMap', setLabelMap, [
        ...valuesOf(trace, { kind, system, code }),
        label,
        most,
      ]);
      return written;
    }),

  remove: async (code, trace) => {
    const [removed] = await sql.query<LabelMap>('patients.removeLabelMap', removeLabelMap, valuesOf(trace, code));
    return removed;
  },
});

const valuesOf = ({ id, at, actor, person, organisation }: Trace, { kind, system, code }: Code): readonly unknown[] => [
  organisation,
  kind,
  system,
  code,
  id,
  at,
  actor,
  person,
];

const columns = `organisation_id as organisation, kind, nullif(system, '') as system, code, label, set_at as "setAt"`;

const labelMaps = `select ${columns} from patients.label_map where organisation_id = $1 order by kind, system, code`;

const hold = `select from patients.organisation where id = $1 for update`;

const trace = (kind: string): string => `
  trace as (
    insert into patients.act (id, at, actor, person_id, organisation_id, kind, details)
    select $5::uuid, $6::timestamptz, $7::text, $8::uuid, $1::uuid, '${kind}',
      jsonb_build_object('kind', m.kind, 'system', m.system, 'code', m.code, 'label', m.label) from m)`;

const setLabelMap = `
  with m as (
    insert into patients.label_map (organisation_id, kind, system, code, label, set_at, set_by)
    select $1::uuid, $2::text, $3::text, $4::text, $9::text, $6::timestamptz, $8::uuid
    where (select count(*) from patients.label_map where organisation_id = $1::uuid) < $10::int
      or exists (select from patients.label_map where (organisation_id, kind, system, code) = ($1::uuid, $2::text, $3::text, $4::text))
    on conflict (organisation_id, kind, system, code) do update set label = excluded.label, set_at = excluded.set_at, set_by = excluded.set_by
    returning *),${trace('LABEL_MAP_SET')}
  select ${columns} from m`;

const removeLabelMap = `
  with m as (
    delete from patients.label_map where (organisation_id, kind, system, code) = ($1::uuid, $2::text, $3::text, $4::text) returning *),
  ${trace('LABEL_MAP_REMOVED')}
  select ${columns} from m`;
