import type { Consent } from './facts.ts';
import type { History } from './history.ts';
import { carersConsent, goesOn } from './oracle.ts';

// What is so of the one record of a history, and how it is changed.

export const partyOf = (
  { names }: History,
  party: 'one' | 'elsewhere' | 'carer' | 'invited',
): { readonly grantee: string; readonly kind: Consent['kind']; readonly named: object } => {
  if (party === 'carer') return { grantee: names.carer, kind: 'CARER', named: { personId: names.carer } };
  if (party === 'invited') return { grantee: names.invited, kind: 'PROFESSIONAL', named: { personId: names.invited } };
  const team = names.teams[party === 'one' ? 0 : 2];
  return { grantee: team, kind: 'TEAM', named: { teamId: team } };
};

export const consentOf = ({ world }: History, grantee: string): Consent | undefined =>
  world.consents.find((one) => one.grantee === grantee);

/** By any rule: a carer's ends on a birthday, too. */
export const isCurrent = ({ world }: History, consent: Consent): boolean => {
  const [patient] = world.patients;
  if (consent.kind !== 'CARER' || patient === undefined) return goesOn(world, consent);
  return carersConsent(world, consent.grantee, patient) !== undefined;
};

export const put = ({ world }: History, consent: Consent): void => {
  const { patient, grantee: team } = consent;
  world.consents = [...world.consents.filter(({ grantee }) => grantee !== team), consent];
  if (consent.kind === 'TEAM') world.links = [...world.links.filter((one) => one.team !== team), { patient, team }];
};

export const works = ({ world, names }: History, team: string): boolean =>
  world.memberships.some((one) => one.person === names.doctor && one.team === team && !one.hasEnded);

export const flag = ({ world }: History, name: 'accessFrozen' | 'sharingDisabled'): boolean =>
  world.patients[0]?.[name] === true;

export const setFlag = ({ world }: History, change: object): void => {
  world.patients = world.patients.map((one) => ({ ...one, ...change }));
};

export const birthday = ({ world }: History, age: number): Date => {
  const day = new Date(`${world.patients[0]?.born ?? ''}T00:00:00Z`);
  day.setUTCFullYear(day.getUTCFullYear() + age);
  return day;
};
