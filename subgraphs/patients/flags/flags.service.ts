import { forbidden, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { parsePatientId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import type { Context } from '../../kit/context.ts';
import type { ActPage } from '../acts/acts.types.ts';
import { pageOf } from '../keyed-page.ts';
import { reasonOf } from '../reason.rules.ts';
import { inTheWeb } from '../roles/roles.rules.ts';
import type { Change, FlagsStore, Officer } from './flags.store.ts';
import type { RecordState, SharingHistoryArgs } from './flags.types.ts';

type Asked = Pick<Change, 'flag' | 'to' | 'reason'> & { readonly patientId: string };

export type FlagsService = {
  set(context: Context, asked: Asked): Promise<RecordState | Failure>;
  state(context: Context, patientId: string): Promise<RecordState | Failure>;
  history(context: Context, asked: SharingHistoryArgs): Promise<ActPage | Failure>;
};

/** What privacy officers stop, for patients of their own organisation alone. Domain reference §3.1 */
export const flagsService = ({ store }: { readonly store: FlagsStore }): FlagsService => ({
  set: async (context, { patientId, flag, to, reason: given }) => {
    const officer = officerOf(context.principal);
    if (officer === undefined) return noSuchRecord;
    const reason = reasonOf(given);
    if (isFailure(reason)) return reason;
    const patient = parsePatientId(patientId);
    if (isFailure(patient)) return noSuchRecord;
    const changed = await store.change(context, { officer, patient, flag, to, reason });
    if (changed === 'OWN_RECORD') return ofAnother;
    return changed === 'NO_STANDING' ? noSuchRecord : changed;
  },

  state: async ({ principal }, patientId) => {
    const officer = officerOf(principal);
    const patient = parsePatientId(patientId);
    if (officer === undefined || isFailure(patient)) return noSuchRecord;
    const organisations = await store.holders(officer, patient);
    return organisations.length === 0 ? noSuchRecord : ((await store.state(patient)) ?? noSuchRecord);
  },

  history: async ({ principal }, { patientId, ...asked }) => {
    const paging = pageOf(asked);
    if (isFailure(paging)) return paging;
    const officer = officerOf(principal);
    const patient = parsePatientId(patientId);
    if (officer === undefined || isFailure(patient)) return noSuchRecord;
    const organisations = await store.holders(officer, patient);
    if (organisations.length === 0) return noSuchRecord;
    const { first, after } = paging;
    const found = await store.history({ patient, organisations, after, limit: first + 1 });
    const items = found.slice(0, first);
    const last = found.length > first ? items.at(-1) : undefined;
    return last === undefined ? { items } : { items, next: last.id };
  },
});

const noSuchRecord = notFound('There is no such record in an organisation whose privacy officer you are.', 'patientId');
const ofAnother = forbidden('This is your own record: another privacy officer decides about it.', 'patientId');

const officerOf = (principal: Principal): Officer | undefined => {
  const person = inTheWeb(principal);
  return person === undefined || person.guards.length === 0
    ? undefined
    : { person: person.user, guards: person.guards };
};
