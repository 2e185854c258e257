import type { Permit } from '../kit/permit.ts';
import { canReadDemographics, type Capacity, type Subject } from './purview.rules.ts';
import { heldLabels, type Sight } from './sight.rules.ts';

/** What a caller may do with the items of one patient, before it is sealed. */
export type Acts = Omit<Permit, 'principal' | 'expires'>;

/**
 * The permit beside the sight, of the same facts: the write rules of domain reference §3.2. With sharing disabled only
 * the patient acts, because a team's own data is then there to be read, and carers are removed.
 */
export const actsOf = (sight: Sight, subject: Subject, capacities: readonly Capacity[]): Acts => {
  const open = subject.sharingDisabled
    ? []
    : capacities.filter(({ actor, standing }) => canReadDemographics(actor, subject, standing));
  return {
    patient: sight.patient,
    ...(sight.formerly === undefined ? {} : { formerly: sight.formerly }),
    view: { labels: sight.labels, sources: sight.sources },
    isSelf: sight.isSelf,
    asCarer: open.flatMap((capacity) => (capacity.actor.kind === 'carer' ? heldLabels(subject, capacity) : [])),
    asProfessional: open.flatMap(({ actor }) => (actor.kind === 'professional' ? actor.teams : [])),
  };
};
