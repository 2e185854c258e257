import type { Failure } from '../../../kernel/failure.ts';
import type { PatientId, UserId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import type { ActKind } from '../act.store.ts';
import { shown, type KeptConsent } from './consent.rules.ts';
import { noSuchRecord, type Party, type Speaker } from './sharing.rules.ts';
import type { HeldRecord, SharingStatements } from './sharing.store.ts';
import type { Consent } from './sharing.types.ts';

/** The record, held for whoever still is what the edge said seconds ago; a frozen patient is nobody. */
export const heldFor = async (
  statements: SharingStatements,
  patient: PatientId,
  speaker: Speaker | undefined,
): Promise<HeldRecord | Failure> => {
  const held = await statements.hold(patient);
  if (held === undefined || (await hasLost(statements, held, speaker))) return noSuchRecord;
  return held;
};

const hasLost = async (
  statements: SharingStatements,
  held: HeldRecord,
  speaker: Speaker | undefined,
): Promise<boolean> => {
  if (speaker?.as === 'PATIENT') return held.accessFrozen || !held.owners.includes(speaker.user);
  if (speaker?.user === undefined) return false;
  return (await statements.teamsOf(speaker.user, [speaker.team])).length === 0;
};

export const idOf = (party: Party): string => (party.field === 'teamId' ? party.team : party.person);

/** The consent as it is now, with the act that made it so: what it was, and what it is. */
export const recorded = async (
  statements: SharingStatements,
  context: Context,
  { kind, patient, party, before }: Done,
): Promise<Consent> => {
  const after = await statements.consent(patient, party);
  if (after === undefined) throw new Error('A consent that was just written is not there.');
  await statements.record(context, {
    kind,
    patient,
    team: after.kind === 'TEAM' ? party : null,
    organisation: after.organisationId ?? null,
    details: { party, kind: after.kind, before: before === undefined ? null : termsOf(before), after: termsOf(after) },
  });
  // What a patient shares with a person is no organisation's to hear of.
  if (after.kind === 'TEAM' && after.organisationId != null)
    await statements.announce({
      kind: 'consent.changed',
      organisation: after.organisationId,
      patient,
      about: { teamId: party, change: kind === 'CONSENT_ENDED' ? 'ENDED' : 'SET' },
    });
  return shown(after);
};

type Done = {
  readonly kind: ActKind;
  readonly patient: PatientId;
  readonly party: string;
  readonly before: KeptConsent | undefined;
};

const termsOf = ({ labels, basis, until, keptPastAge }: KeptConsent): object => ({ labels, basis, until, keptPastAge });

/** Whether it is the caller's own consent, to be given back: as a carer, or as a professional in person. */
export const isOwn = ({ principal }: Context, person: UserId, kind?: KeptConsent['kind']): boolean => {
  if (principal.kind !== 'person' || principal.user !== person) return false;
  if (kind === undefined) return principal.ownBehalf || principal.inPerson;
  return kind === 'CARER' ? principal.ownBehalf : principal.inPerson;
};
