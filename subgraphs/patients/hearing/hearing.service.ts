import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import { parsePatientId, parseTeamId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import type { Context } from '../../kit/context.ts';
import { largestPage } from '../../kit/paging.ts';
import type { PatientsService, SeenPatient } from '../patients.service.ts';
import type { PatientFacts, PatientsStore } from '../patients.store.ts';
import type { StandingStore } from '../standing.store.ts';
import { viewerOf } from '../viewer.rules.ts';
import type { HeardEventInput } from './hearing.types.ts';

type Needs = {
  readonly store: Pick<PatientsStore, 'facts'>;
  readonly standing: Pick<StandingStore, 'partner'>;
  readonly patients: Pick<PatientsService, 'see'>;
};

export type HearingService = {
  /**
   * Which of these events the caller may be told of now, in their order: of an item if it could see the item, of a patient
   * if it could see that there is one. Who asks is written into the access log, as for whoever looks.
   */
  hears(context: Context, events: readonly HeardEventInput[]): Promise<readonly boolean[] | Failure>;
};

export const hearingService = ({ store, standing, patients }: Needs): HearingService => ({
  hears: async (context, events) => {
    if (events.length > largestPage) return invalid(`Ask of at most ${String(largestPage)} events at once.`, 'events');
    const principal = await nowOf(context.principal, standing);
    const viewer = principal === undefined ? undefined : viewerOf(principal, context.clock.now());
    if (principal === undefined || viewer === undefined) return events.map(() => false);
    const ids = [...new Set(events.flatMap(({ patientId }) => patientId ?? []))];
    const found = new Map<string, PatientFacts>();
    await Promise.all(
      ids.map(async (asked) => {
        const id = parsePatientId(asked);
        const facts = isFailure(id) ? null : await store.facts({ viewer, id, extent: 'inShort' });
        if (facts !== null) found.set(asked, facts);
      }),
    );
    // Two ids may have become one record.
    const records = new Map([...found.values()].map((facts) => [facts.id, facts]));
    const seen = await patients.see({ ...context, principal, reading: ['EVENTS'] }, viewer, [...records.values()]);
    const bySeen = new Map(seen.map((patient) => [patient.id, patient]));
    return events.map((event) => {
      if (event.patientId == null) return true;
      return isOpen(bySeen.get(found.get(event.patientId)?.id ?? ''), event);
    });
  },
});

/** A partner's leave names the organisation; what that grants it is looked at now. Undefined: nothing any more. */
const nowOf = async (
  principal: Principal,
  standing: Pick<StandingStore, 'partner'>,
): Promise<Principal | undefined> => {
  if (principal.kind !== 'partner') return principal;
  const { teams: _, ...partner } = principal;
  if (partner.organisation === undefined) return undefined;
  const granted = await standing.partner({ partner: partner.partner, id: partner.organisation }, undefined);
  if (granted?.granted !== true) return undefined;
  if (granted.teamIds == null) return partner;
  const teams = granted.teamIds.map(parseTeamId).flatMap((id) => (isFailure(id) ? [] : [id]));
  return { ...partner, teams };
};

const isOpen = (patient: SeenPatient | undefined, { label, sources }: HeardEventInput): boolean => {
  if (patient === undefined) return false;
  if (label == null) return true;
  const open: readonly string[] = patient.sight.labels;
  const own: readonly string[] = patient.sight.sources;
  return open.includes(label) || (sources ?? []).some((source) => own.includes(source));
};
