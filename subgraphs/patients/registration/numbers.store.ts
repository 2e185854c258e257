import type { Sql } from '../../kit/sql.ts';
import { isFound, oneViewer, relations } from '../facts.sql.ts';
import { viewerValues } from '../patients.store.ts';
import type { Relation, Viewer } from '../viewer.rules.ts';
import type { KnownSystem, SoughtPatient } from './asked.rules.ts';

/** A record that a number leads to, with what the decision about it needs; whatever that will be. */
export type NumberedPatient = Relation & {
  /** Of the number in the question, from 1. */
  readonly nth: number;
  readonly formerly: readonly string[];
  readonly deceased: boolean;
  readonly status: string;
  /** Whether the viewer could find it by searching. */
  readonly isFound: boolean;
};

export type NumbersStore = {
  /** The systems of identifiers that the feeds of this organisation use. */
  systems(organisation: string): Promise<KnownSystem[]>;
  /** Who has these numbers, in one statement. A record that was merged leads to the one that it was merged into. */
  holders(viewer: Viewer, sought: readonly SoughtPatient[]): Promise<NumberedPatient[]>;
};

export const numbersStore = (sql: Sql): NumbersStore => ({
  systems: (organisation) => sql.query('patients.number-systems', systems, [organisation]),
  holders: (viewer, sought) =>
    sql.query('patients.number-holders', holders, [
      ...viewerValues(viewer),
      sought.map(({ system }) => system),
      sought.map(({ kept }) => kept),
    ]),
});

const systems = `select distinct k.kind, k.system from patients.identifier_type k
  where k.organisation_id = $1 or k.organisation_id is null`;

const holders = `
  select a.nth::int, p.id, p.date_of_birth::text, p.sharing_disabled, p.access_frozen, p.formerly, p.deceased, p.status,
    c.consented, c.has_consent, l.linked, i.personal, b.glass, coalesce(b.glass->>'team', c.team, l.team) as team,
    false as viewer_frozen, ${isFound} as "isFound"
  from ${oneViewer} cross join unnest($9::text[], $10::text[]) with ordinality a(system, value, nth)
    join patients.identifier n using (system, value) join patients.patient at on at.id = n.patient_id
    join patients.patient p on p.id = coalesce(at.merged_into, at.id) ${relations}
  order by a.nth`;
