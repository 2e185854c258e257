import type { Executor } from '@graphql-tools/utils';
import { parse } from 'graphql';
import type { Principal } from '../../kernel/principal.ts';
import { askSlice } from '../auth/ask-slice.ts';
import type { GatewayContext } from '../context.ts';
import type { LoggedEvent } from './listener.rules.ts';

const question = parse(`query ($after: String, $first: Int!, $organisation: ID, $patient: ID) {
  eventsAfter(after: $after, first: $first, organisation: $organisation, patient: $patient) {
    last
    events { seq id kind at organisation patient label sources about }
  }
}`);

const mayHear = parse('query ($events: [HeardEventInput!]!) { hears(events: $events) }');

export type Asked = {
  /** None: only where the log ends now. */
  readonly after: string | null;
  readonly first: number;
  readonly organisation?: string | null;
  readonly patient?: string | null;
};

export type Page = { readonly last: string; readonly events: readonly LoggedEvent[] };

/** What happened, asked of the exchange slice; its field is inaccessible to every client. */
export const eventsAfter =
  (exchange: Executor) =>
  async (asked: Asked): Promise<Page> => {
    const page = await askSlice<Page>(exchange, question, asked);
    if (page === undefined) throw new Error('The exchange slice does not say what happened.');
    return page;
  };

/** Which of the events this principal may hear of now. */
export const heardBy =
  (patients: Executor) =>
  async (principal: Principal, events: readonly LoggedEvent[]): Promise<readonly boolean[]> => {
    const about = events.map(({ patient, label, sources }) => ({ patientId: patient, label, sources }));
    const context: GatewayContext = { principal, via: 'GRAPHQL', reading: ['EVENTS'] };
    const { data } = (await patients({ document: mayHear, variables: { events: about }, context })) as {
      readonly data?: { readonly hears?: readonly boolean[] | null } | null;
    };
    if (!Array.isArray(data?.hears)) throw new Error('The patients slice does not say who may hear of an event.');
    return data.hears as readonly boolean[];
  };
