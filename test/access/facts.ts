import type { Principal } from '../../kernel/principal.ts';

/** All that decides who may see what, as plain facts: what the oracle is asked about, and what is put into the database. */
export type World = {
  readonly now: Date;
  readonly organisations: readonly Organisation[];
  readonly teams: readonly Team[];
  readonly patients: readonly Patient[];
  readonly consents: readonly Consent[];
  readonly links: readonly Link[];
  readonly brokenGlass: readonly BrokenGlass[];
  readonly people: readonly SomePerson[];
  readonly memberships: readonly Membership[];
  readonly items: readonly Item[];
};

export type Label = 'GENERAL_HEALTH' | 'SEXUAL_HEALTH' | 'MENTAL_HEALTH' | 'SOCIAL_CARE';
export const everyLabel: readonly Label[] = ['GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE'];

export type Organisation = { readonly id: string };
export type Team = { readonly id: string; readonly organisation: string; readonly labels: readonly Label[] };

export type Patient = {
  readonly id: string;
  /** `2010-06-15` */
  readonly born: string | undefined;
  readonly sharingDisabled: boolean;
  readonly accessFrozen: boolean;
};

/** What a patient shares with a team, with a professional invited in person, or with a carer. */
export type Consent = {
  readonly patient: string;
  readonly grantee: string;
  readonly kind: 'TEAM' | 'PROFESSIONAL' | 'CARER';
  readonly labels: readonly Label[];
  readonly since: Date;
  readonly until: Date | undefined;
  readonly keptPastAge: number | undefined;
};

/** The record is held by a team. */
export type Link = { readonly patient: string; readonly team: string };

export type BrokenGlass = {
  readonly patient: string;
  /** A person, or a client that is tied to the team. */
  readonly by: { readonly person: string } | { readonly client: string };
  readonly team: string;
  readonly startedAt: Date;
  readonly endsAt: Date;
};

/** A professional of a team, or who was one. */
export type Membership = { readonly person: string; readonly team: string; readonly hasEnded: boolean };

export type SomePerson = { readonly id: string; readonly patient: string | undefined };

export const kinds = [
  'Observation',
  'DiagnosticReport',
  'DocumentReference',
  'Encounter',
  'AllergyIntolerance',
  'Condition',
  'MedicationStatement',
  'Person',
  'Appointment',
  'Letter',
] as const;
export type Kind = (typeof kinds)[number];

export type Item = {
  readonly id: string;
  readonly patient: string;
  readonly kind: Kind;
  readonly label: Label | 'UNSET';
  readonly sources: readonly string[];
  readonly visibleFrom: Date | undefined;
  /** A word that stands in this item's content and nowhere else. */
  readonly secret: string;
};

export type Actor = Exclude<Principal, { readonly kind: 'internal' }>;
