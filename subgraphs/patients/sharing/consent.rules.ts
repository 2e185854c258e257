import type { Principal } from '../../../kernel/principal.ts';
import type { ItemLabel, Label } from '../../kit/label.ts';
import { carerEnds } from '../carer.rules.ts';
import type { Consent } from './sharing.types.ts';

/** A consent as it is kept, with what decides how long it lasts and who may know of it. */
export type KeptConsent = Omit<Consent, 'until'> & {
  readonly patient: string;
  readonly until: Date | null;
  readonly keptPastAge: number | null;
  readonly patientBorn: string | null;
  /** What a team is about, by its default labels: its very name may say so. */
  readonly tags: readonly Label[];
};

/** The consent as the graph shows it: with the end that it has by any rule. */
export const shown = (consent: KeptConsent): Consent => ({ ...consent, until: endOf(consent) ?? null });

export const isCurrent = (consent: KeptConsent, now: Date): boolean => {
  const end = endOf(consent);
  return end === undefined || now < end;
};

/** Whether a consent is not the one that somebody saw who wants to change it. */
export const isAnother = (consent: KeptConsent | undefined, since: Date | null | undefined): boolean =>
  since !== null && since !== undefined && new Date(consent?.since ?? 0).getTime() !== since.getTime();

const endOf = (consent: KeptConsent): Date | undefined => {
  const { until, kind } = consent;
  const grownUp = kind === 'CARER' ? carerEnds(consent) : undefined;
  if (until === null || grownUp === undefined) return until ?? grownUp;
  return until < grownUp ? until : grownUp;
};

/**
 * Whether somebody who sees something of a record may know of a consent: their own; others only where they hold every
 * label of it and of the team it names. Domain reference §3.1: such a consent "is silently left out"
 */
export const mayKnow = (
  principal: Principal,
  held: readonly ItemLabel[],
  { partyId, labels, tags }: Pick<KeptConsent, 'partyId' | 'labels' | 'tags'>,
): boolean =>
  own(principal).includes(partyId) ||
  (labels.length > 0 && [...labels, ...tags].every((label) => held.includes(label)));

const own = (principal: Principal): readonly string[] => {
  switch (principal.kind) {
    case 'person':
      return [principal.user, ...principal.teams];
    case 'team':
      return [principal.team];
    case 'partner':
      return principal.teams ?? [];
    case 'organisation':
    case 'internal':
      return [];
  }
};
