import type { Interface, Via } from '../kernel/graph.ts';
import type { Integration } from '../kernel/principal.ts';

/** Whoever can come in from outside: the permission table's columns, less our own processes. */
export type Client = Exclude<Integration, 'internal'>;

export const clients = [
  'customer.hl7',
  'customer.fhir',
  'partner.hl7',
  'partner.fhir',
  'tethered.rest',
  'app',
  'person',
] as const satisfies readonly Client[];

/** What the contract tells apart. "Others’" are clinical data that another organisation put into the record. */
export const actions = ['send', 'read demographics', 'read clinical', 'read others’ clinical'] as const;
export type Action = (typeof actions)[number];

/**
 * `yes`; `no`; `own`: only what the client itself put there; `patient`: creates and updates patients, hands in letters, nothing else;
 * `later`: promised, and not answered yet.
 */
export type May = 'yes' | 'no' | 'own' | 'patient' | 'later';

type Row = readonly [send: May, demographics: May, clinical: May, others: May];
type Door = {
  readonly path: string;
  readonly may: Readonly<Record<Client, Row>>;
};

const nothing: Row = ['no', 'no', 'no', 'no'];
const readsAll: Row = ['no', 'yes', 'yes', 'yes'];
const everything: Row = ['yes', 'yes', 'yes', 'yes'];

const nobody = {
  'customer.hl7': nothing,
  'customer.fhir': nothing,
  'partner.hl7': nothing,
  'partner.fhir': nothing,
  'tethered.rest': nothing,
  app: nothing,
  person: nothing,
} as const satisfies Record<Client, Row>;

/**
 * Who may do what at which door: interface × client type × action. Domain reference §1.3 and contract §4; where the
 * domain says "pending", nobody may. Which fields of the graph this comes to is in `permissions.ts`.
 */
export const interfaces = {
  hl7: {
    path: '/services/hl7',
    may: {
      ...nobody,
      'customer.hl7': ['yes', 'yes', 'no', 'no'],
      'partner.hl7': ['yes', 'yes', 'no', 'no'],
    },
  },
  rest: {
    path: '/api/v2',
    may: { ...nobody, 'tethered.rest': everything, app: everything },
  },
  'fhir.facade': {
    path: '/fhir/facade',
    may: { ...nobody, 'partner.fhir': readsAll, app: readsAll },
  },
  'fhir.messaging': {
    path: '/fhir/messaging',
    may: { ...nobody, 'partner.fhir': ['patient', 'no', 'no', 'no'] },
  },
  'fhir.customer': {
    path: '/fhir/customer',
    may: { ...nobody, 'customer.fhir': ['yes', 'own', 'own', 'no'] },
  },
  'fhir.aggregated': {
    path: '/fhir/aggregated',
    may: { ...nobody, 'customer.fhir': readsAll, app: readsAll },
  },
  // Not in the domain's table: the graph itself, for which HL7 credentials are no credentials (contract §2).
  graphql: {
    path: '/graphql',
    may: {
      ...nobody,
      'customer.fhir': readsAll,
      'partner.fhir': readsAll,
      'tethered.rest': ['later', 'yes', 'yes', 'yes'],
      app: everything,
      person: everything,
    },
  },
} as const satisfies Record<Interface, Door>;

export const mayAt = (door: Interface, client: Client, action: Action): May =>
  interfaces[door].may[client][actions.indexOf(action)] ?? 'no';

/** Whether there is anything at all that the client may do there. */
export const mayEnter = (door: Interface, client: Client): boolean =>
  interfaces[door].may[client].some((may) => may !== 'no');

/** The door in the words of the access log: a person at the graph is one at our own pages. */
export const viaOf = (door: Interface, client: Integration): Via => {
  if (door === 'hl7') return 'HL7';
  if (door === 'rest') return 'REST';
  if (door === 'graphql') return client === 'person' ? 'WEB' : 'GRAPHQL';
  return 'FHIR';
};
