import type { OrganisationId, TeamId, UserId } from '../../kernel/id.ts';
import { labels as allLabels, type ItemLabel, type Label } from '../kit/label.ts';

/**
 * Who may see what of a patient: the decision procedure of the domain reference §3.2, as a pure function of facts.
 * `sight.rules.ts` says the same of all items at once; nothing else in the system decides.
 *
 * As what somebody stands to one patient. A person may be several of these at once: each is decided by itself.
 */
export type Actor =
  /** The patient the record is about. */
  | { readonly kind: 'patient'; readonly user: UserId; readonly frozen: boolean }
  | { readonly kind: 'carer'; readonly user: UserId; readonly frozen: boolean }
  /** Of teams, or invited by the patient in person, or both: §3.2 unites what is shared with either. */
  | { readonly kind: 'professional'; readonly user: UserId; readonly teams: readonly TeamId[] }
  /** A client that acts for teams: tethered to one, or of a partner whom these granted, as the union of them. */
  | { readonly kind: 'team'; readonly teams: readonly TeamId[] }
  | { readonly kind: 'organisation'; readonly organisation: OrganisationId };

export type Subject = {
  /** The patient's and carers' own access is blocked, and that of professionals invited in person; teams go on. */
  readonly frozen: boolean;
  /** A privacy officer has closed the record to everybody but the patient and the sources of items. */
  readonly sharingDisabled: boolean;
};

/** What binds this actor to this subject. */
export type Standing = {
  /** What is shared with the actor's teams, or with the carer: all labels of all consents that hold. */
  readonly consented: readonly Label[];
  /** There is such a consent, even without labels. */
  readonly hasConsent: boolean;
  /** One of the actor's teams holds the record. */
  readonly linked: boolean;
  /** What is shared with a professional in person; undefined where nothing ever was. */
  readonly inPerson?: readonly Label[] | undefined;
  /** The actor has broken the glass of this record, and the time is not over. */
  readonly breaksGlass: boolean;
};

/** One capacity in which somebody stands to the patient, with the facts about it. */
export type Capacity = { readonly actor: Actor; readonly standing: Standing };

export type Item = {
  readonly label: ItemLabel;
  readonly sources: readonly string[];
  readonly visibleFrom?: Date | undefined;
};

/** MASKED: that the item is there may be known, and when it opens; what it says may not. */
export type Reading = 'HIDDEN' | 'MASKED' | 'OPEN';

export const canRead = (
  { actor, standing }: Capacity,
  subject: Subject,
  { item, now }: { readonly item: Item; readonly now: Date },
): Reading => {
  // 0. An item is reached through its patient: who may not read even the demographics reads nothing.
  if (!canReadDemographics(actor, subject, standing)) return 'HIDDEN';
  const content: Reading = item.visibleFrom !== undefined && now < item.visibleFrom ? 'MASKED' : 'OPEN';
  // 1. Self.
  if (actor.kind === 'patient') return content;
  // 2. What the actor put in survives the loss of consent, and sharing disabled.
  const own: readonly string[] = sourcesOf(actor);
  if (item.sources.some((source) => own.includes(source))) return 'OPEN';
  // 3. Sharing disabled beats everything below.
  if (subject.sharingDisabled) return 'HIDDEN';
  // 4. Breaking the glass opens everything.
  if (standing.breaksGlass && mayBreakGlass(actor)) return 'OPEN';
  // 5. Consent, by label; unlabelled items only for those who hold all four.
  const shared = labelsFor(actor, subject, standing);
  const isShared =
    item.label === 'UNSET' ? allLabels.every((label) => shared.includes(label)) : shared.includes(item.label);
  if (!isShared) return 'HIDDEN';
  return actor.kind === 'carer' ? content : 'OPEN';
};

/** §3.2, canReadDemographics, after the hard stops of step 0. */
export const canReadDemographics = (actor: Actor, subject: Subject, standing: Standing): boolean => {
  switch (actor.kind) {
    case 'patient':
      return !actor.frozen && !subject.frozen;
    case 'carer':
      return !actor.frozen && !subject.frozen && standing.hasConsent;
    case 'professional':
      return (
        standing.hasConsent ||
        standing.linked ||
        isInvited(subject, standing) ||
        (standing.breaksGlass && !subject.sharingDisabled)
      );
    case 'team':
      return standing.hasConsent || standing.linked || (standing.breaksGlass && !subject.sharingDisabled);
    case 'organisation':
      // A system client counts as a team professional: frozen access does not stop it.
      return standing.hasConsent || standing.linked;
  }
};

/** A clinician: a professional, or a client that acts as one for a team. Domain reference §3.1, Break the glass */
export const mayBreakGlass = ({ kind }: Actor): boolean => kind === 'professional' || kind === 'team';

/** Steps 0 and 5: the labels that count for this actor. */
export const labelsFor = (actor: Actor, subject: Subject, standing: Standing): readonly Label[] => {
  const { consented, inPerson = [] } = standing;
  return actor.kind === 'professional' && isInvited(subject, standing) ? [...consented, ...inPerson] : consented;
};

/** By whom an item must have been put in for the actor to see it whatever its label. */
export const sourcesOf = (actor: Actor): readonly (OrganisationId | TeamId | UserId)[] => {
  switch (actor.kind) {
    case 'organisation':
      return [actor.organisation];
    case 'team':
      return actor.teams;
    case 'professional':
      return [actor.user, ...actor.teams];
    case 'patient':
    case 'carer':
      return [actor.user];
  }
};

/** Frozen access stops individual professionals: what was shared with one in person is closed. §3.2, step 0 */
const isInvited = (subject: Subject, { inPerson }: Standing): boolean => inPerson !== undefined && !subject.frozen;
