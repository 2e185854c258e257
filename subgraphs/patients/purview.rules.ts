import type { OrganisationId, PatientId, TeamId, UserId } from '../../kernel/id.ts';
import { labels as allLabels, type ItemLabel, type Label } from '../kit/label.ts';
import type { Basis, Mask, Purview } from '../kit/purview.ts';

/**
 * Who may see what of a patient: the decision procedure of the domain reference §3.2, as a pure function from facts to a
 * capability. The store gathers the facts; nothing else in the system decides.
 */
export type Actor =
  | { readonly kind: 'patient'; readonly patient: PatientId; readonly user: UserId; readonly frozen: boolean }
  | { readonly kind: 'carer'; readonly user: UserId; readonly frozen: boolean }
  | { readonly kind: 'team professional'; readonly user: UserId; readonly teams: readonly TeamId[] }
  | { readonly kind: 'individual professional'; readonly user: UserId }
  | { readonly kind: 'organisation'; readonly organisation: OrganisationId };

export type Subject = {
  readonly patient: PatientId;
  /** The patient's and carers' own access is blocked; team professionals go on. */
  readonly frozen: boolean;
  /** A privacy officer has closed the record to everybody but the patient and the sources of items. */
  readonly sharingDisabled: boolean;
};

/** What binds this actor to this subject. */
export type Standing = {
  /** The union of the labels consented to the actor, or to any of the actor's teams. */
  readonly consented: readonly Label[];
  /** There is any consent row for the actor, even without labels. */
  readonly hasConsent: boolean;
  /** One of the actor's teams holds the record. */
  readonly linked: boolean;
  /** The actor has broken the glass of this record, and the time is not over. */
  readonly breaksGlass: boolean;
};

/** What the actor may see of the subject, before it is sealed; undefined: not even that the record exists. */
export type Sight = Omit<Purview, 'principal' | 'expires'>;

const everything: readonly ItemLabel[] = [...allLabels, 'UNSET'];

export const sightOf = (actor: Actor, subject: Subject, standing: Standing): Sight | undefined => {
  // 0. Hard stops. A system client counts as a team professional.
  if ((actor.kind === 'patient' || actor.kind === 'carer') && actor.frozen) return undefined;
  if (subject.frozen && actor.kind !== 'team professional' && actor.kind !== 'organisation') return undefined;

  const sight = (labels: readonly ItemLabel[], basis: Basis, masks: readonly Mask[] = []): Sight => ({
    patient: subject.patient,
    labels,
    sources: sourcesOf(actor),
    masks,
    basis,
  });

  // 1. Self: everything, but delayed results stay closed until their day.
  if (actor.kind === 'patient' && actor.patient === subject.patient) return sight(everything, 'SELF', ['DELAYED']);

  const breaksGlass = standing.breaksGlass && isProfessional(actor) && !subject.sharingDisabled;
  if (!standing.hasConsent && !standing.linked && !breaksGlass) return undefined;

  const masks: readonly Mask[] = actor.kind === 'carer' ? ['DELAYED'] : [];
  // 2, 3. Sharing disabled leaves what the actor put in, and beats breaking the glass.
  if (subject.sharingDisabled) return sight([], 'SOURCE', masks);
  // 4. Breaking the glass opens everything.
  if (breaksGlass) return sight(everything, 'BTG');
  // 5. Consent, by label; unlabelled items only for those who hold all four.
  const labels = allLabels.filter((label) => standing.consented.includes(label));
  if (labels.length === 0) return sight([], 'SOURCE', masks);
  return sight(labels.length === allLabels.length ? everything : labels, 'CONSENT', masks);
};

/** The sight as a predicate on one item: what the other slices' SQL says. */
export const admits = (
  sight: Sight,
  item: { readonly label: ItemLabel; readonly sources: readonly string[] },
): boolean =>
  sight.labels.includes(item.label) ||
  item.sources.some((source) => (sight.sources as readonly string[]).includes(source));

const isProfessional = (actor: Actor): boolean =>
  actor.kind === 'team professional' || actor.kind === 'individual professional';

/** By whom an item must have been put in for the actor to see it whatever its label. */
const sourcesOf = (actor: Actor): Purview['sources'] => {
  if (actor.kind === 'organisation') return [actor.organisation];
  return actor.kind === 'team professional' ? [actor.user, ...actor.teams] : [actor.user];
};
