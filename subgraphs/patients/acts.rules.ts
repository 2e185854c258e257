import type { SourceId, TeamId } from '../../kernel/id.ts';
import type { Permit, Writer } from '../kit/permit.ts';
import { canReadDemographics, type Capacity, type Subject } from './purview.rules.ts';
import { heldLabels, type Sight } from './sight.rules.ts';

/** What a caller may do with the items of one patient, before it is sealed. */
export type Acts = Omit<Permit, 'principal' | 'expires'>;

/**
 * The permit beside the sight, of the same facts: the write rules of domain reference §3.2. With sharing disabled only
 * the patient acts, because a team's own data is then there to be read, and carers are removed.
 */
export const actsOf = (
  sight: Sight,
  subject: Subject & { readonly team?: TeamId | undefined },
  capacities: readonly Capacity[],
): Acts => {
  const open = subject.sharingDisabled
    ? []
    : capacities.filter(({ actor, standing }) => canReadDemographics(actor, subject, standing));
  const writer = writerOf(sight, open, { ...subject, of: capacities });
  return {
    patient: sight.patient,
    ...(sight.formerly === undefined ? {} : { formerly: sight.formerly }),
    view: { labels: sight.labels, sources: sight.sources },
    isSelf: sight.isSelf,
    asCarer: open.flatMap((capacity) => (capacity.actor.kind === 'carer' ? heldLabels(subject, capacity) : [])),
    asProfessional: open.flatMap(({ actor }) => (actor.kind === 'professional' ? actor.teams : [])),
    ...(writer === undefined ? {} : { writer }),
  };
};

type Seen = { readonly team?: TeamId | undefined; readonly of: readonly Capacity[] };

/**
 * Domain reference §3.2, addData: whoever has a consent, and with sharing disabled nobody but the patient. A professional
 * of several teams adds as the one by which the record is seen.
 */
const writerOf = (sight: Sight, open: readonly Capacity[], { team, of }: Seen): Writer | undefined => {
  const patient = of.find(({ actor }) => actor.kind === 'patient');
  if (sight.isSelf && patient?.actor.kind === 'patient') return { as: 'PATIENT', sources: [patient.actor.user] };
  const consented = open.filter(({ standing }) => standing.hasConsent || standing.inPerson?.length);
  const carer = consented.find(({ actor }) => actor.kind === 'carer');
  if (carer?.actor.kind === 'carer') return { as: 'CARER', sources: [carer.actor.user] };
  for (const { actor } of consented) {
    const teams: readonly SourceId[] = team === undefined ? [] : [team];
    if (actor.kind === 'professional') return { as: 'TEAM', sources: [actor.user, ...teams] };
    if (actor.kind === 'team') return { as: 'TEAM', sources: team === undefined ? actor.teams : teams };
  }
  return undefined;
};
