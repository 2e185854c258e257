import { conflict, forbidden, invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { parseTeamId, parseUserId, type PatientId, type TeamId, type UserId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import type { Label } from '../../kit/label.ts';
import { teamBases, type ConsentBasis } from './sharing.types.ts';

/** Denied and missing look alike: nobody learns from a refusal that a record exists. */
export const noSuchRecord = notFound('There is no such record.', 'patientId');

export const sharingIsDisabled = conflict(
  'A privacy officer has disabled sharing of this record: nothing can be shared until it is enabled again.',
  'patientId',
);

export const givenAnew = conflict('It has been given anew since you saw it: read it again.', 'since');

export const nothingShared = (field: Party['field']): Failure => notFound('Nothing is shared with them.', field);

/** With whom a record is shared, and where the input names them. */
export type Party =
  { readonly field: 'teamId'; readonly team: TeamId } | { readonly field: 'personId'; readonly person: UserId };

export const partyOf = (named: { teamId?: string | null; personId?: string | null }): Party | Failure => {
  const { teamId, personId } = named;
  if (teamId && personId) return invalid('Name a team or a person, not both.', 'personId');
  if (teamId) {
    const team = parseTeamId(teamId);
    return isFailure(team) ? noSuchTeam : { field: 'teamId', team };
  }
  if (!personId) return invalid('Name the team or the person.', 'teamId');
  const person = parseUserId(personId);
  return isFailure(person) ? noSuchPerson : { field: 'personId', person };
};

export const noSuchTeam = notFound('There is no such team.', 'teamId');
export const noSuchPerson = notFound('There is no such person, or not one who can be this.', 'personId');

/** As whom a caller speaks about sharing: the patient, or a team by its professional, coordinator or tethered client. */
export type Speaker =
  | { readonly as: 'PATIENT'; readonly user: UserId }
  | { readonly as: 'TEAM'; readonly team: TeamId; readonly user?: UserId };

/** Undefined: as nobody. A carer never speaks for the patient. Domain reference §3.2, setConsent */
export const speakerOf = (principal: Principal, patient: PatientId, team?: TeamId): Speaker | undefined => {
  if (principal.kind === 'person') {
    const { ownBehalf, user, teams, coordinates } = principal;
    if (ownBehalf && principal.patient === patient) return { as: 'PATIENT', user };
    return team !== undefined && [...teams, ...coordinates].includes(team) ? { as: 'TEAM', team, user } : undefined;
  }
  return principal.kind === 'team' && principal.team === team ? { as: 'TEAM', team: principal.team } : undefined;
};

/** Whoever shares says on what basis: the patient's own word is one, and a team gives its own. */
export const basisOf = (as: Speaker['as'], stated: ConsentBasis | null | undefined): ConsentBasis | Failure => {
  if (as === 'PATIENT')
    return (stated ?? 'PATIENT') === 'PATIENT'
      ? 'PATIENT'
      : invalid('What the patient shares rests on the patient’s own word: leave the basis out.', 'basis');
  const basis = teamBases.find((one) => one === stated);
  return basis ?? invalid(`Say on what basis: ${teamBases.join(', ')}.`, 'basis');
};

/** A team takes no more than its default labels, and nothing in place of what the patient has said, or has ended. */
export const refuseTeamsOwn = (
  labels: readonly Label[],
  defaults: readonly Label[],
  before: { readonly basis: ConsentBasis } | undefined,
): Failure | undefined => {
  if (before?.basis === 'PATIENT')
    return conflict('The patient has said what this team may see; only the patient can change it.', 'teamId');
  return labels.every((label) => defaults.includes(label))
    ? undefined
    : forbidden('A team adds itself with its default labels or fewer; the patient may give it more.', 'labels');
};
