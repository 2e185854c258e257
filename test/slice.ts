import { graphql } from 'graphql';
import { expect } from 'vitest';
import { fixedClock, type Clock } from '../kernel/clock.ts';
import type { OrganisationId, PatientId, SourceId, TeamId } from '../kernel/id.ts';
import type { Principal } from '../kernel/principal.ts';
import { organisations, patients, teams } from '../prisma/demo.ts';
import { labels, type Label } from '../subgraphs/kit/label.ts';
import { sealPermit, type Permit } from '../subgraphs/kit/permit.ts';
import { sealPlacement } from '../subgraphs/kit/placement.ts';
import { sealPurview, type Purview } from '../subgraphs/kit/purview.ts';
import type { Sql } from '../subgraphs/kit/sql.ts';
import type { Subgraph } from '../subgraphs/kit/subgraph.ts';
import { callOf } from './calls.ts';

type PatientName = keyof typeof patients;
type TeamName = keyof typeof teams;

export const noon = '2026-06-01T12:00:00Z';

export const idOf = (patient: PatientName): PatientId => patients[patient].id as PatientId;

/** A purview as the patients slice would make it for this caller; what is not said is not allowed. */
export const purviewOf = (
  principal: Principal,
  patient: PatientName,
  may: Partial<Pick<Purview, 'labels' | 'masks' | 'sources'>>,
  clock?: Clock,
) =>
  sealPurview(callOf(principal, clock), {
    patient: idOf(patient),
    labels: [],
    sources: [],
    masks: [],
    basis: 'CONSENT',
    ...may,
  });

/** Leave to act on a patient's record as the patients slice would give it; what is not said is not allowed. */
export const permitOf = (
  principal: Principal,
  patient: PatientName,
  may: Partial<Omit<Permit, 'patient' | 'principal' | 'expires'>>,
  clock?: Clock,
) =>
  sealPermit(callOf(principal, clock), {
    patient: idOf(patient),
    view: { labels: [...labels, 'UNSET'], sources: [] },
    isSelf: false,
    asCarer: [],
    asProfessional: [],
    ...may,
  });

/** Leave for this caller to write into a patient's record as one team, as the patients slice would give it. */
export const placementOf = (principal: Principal, patient: PatientName, team: TeamName, label?: Label) =>
  sealPlacement(callOf(principal), {
    patient: idOf(patient),
    organisation: organisations[teams[team].organisation].id as OrganisationId,
    team: teams[team].id as TeamId,
    ...(label === undefined ? {} : { label }),
  });

export const source = (team: TeamName): SourceId => teams[team].id as TeamId;

/** What the gateway sends for a patient: the key, and the purview that the fields require. */
export const patientBy = (patient: PatientName, purview: string | null | undefined) => ({
  __typename: 'Patient',
  id: patients[patient].id,
  ...(purview === undefined ? {} : { purview }),
});

type Answer = {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly unknown[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
};

/** Asks a slice as the gateway does. */
export const asking = ({ schema }: Subgraph, principal: Principal, clock: Clock = fixedClock(noon)) => {
  const run = async (query: string, variables: Readonly<Record<string, unknown>>) => {
    const result = await graphql({
      schema,
      source: query,
      contextValue: callOf(principal, clock),
      variableValues: variables,
    });
    // As a client would get it: without the classes and prototypes of the server.
    return JSON.parse(JSON.stringify(result)) as Answer;
  };
  const entities = (representations: readonly object[], fields: string) =>
    run(`query ($r: [_Any!]!) { _entities(representations: $r) { ... on Patient { ${fields} } } }`, {
      r: representations,
    });
  /** One patient's fields, where nothing goes wrong. */
  const patient = async <View = unknown>(representation: object, fields: string): Promise<View> => {
    const { data, errors } = await entities([representation], fields);
    expect(errors).toBeUndefined();
    return (data?.['_entities'] as readonly [View])[0];
  };
  return { run, entities, patient };
};

/**
 * The same database, with the name of every query that is run on it; but for the one that the code book asks anew each
 * second, which is there or not as time goes by.
 */
export const countingSql = (sql: Sql): Sql & { readonly queries: string[] } => {
  const queries: string[] = [];
  const counting = (inner: Sql): Sql => ({
    query: (name, text, values) => {
      if (name !== 'codes.revisions') queries.push(name);
      return inner.query(name, text, values);
    },
    transaction: (work) => inner.transaction((transaction) => work(counting(transaction))),
  });
  return { ...counting(sql), queries };
};
