import { isFailure, type Failure } from '../../../kernel/failure.ts';
import { parsePatientId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import { isAnother, isCurrent } from './consent.rules.ts';
import { heldFor, idOf, isOwn, recorded } from './held.ts';
import { givenAnew, noSuchRecord, nothingShared, partyOf, sharingIsDisabled, speakerOf } from './sharing.rules.ts';
import type { SharingStore } from './sharing.store.ts';
import type { Consent, EndConsentInput } from './sharing.types.ts';

/**
 * By the patient; by the team itself; by the person who has it. What they put in themselves a team and a professional
 * go on seeing: the team data view, domain reference §3.1.
 */
export const endConsent =
  (store: SharingStore) =>
  async (context: Context, input: EndConsentInput): Promise<Consent | Failure> => {
    const patient = parsePatientId(input.patientId);
    const party = partyOf(input);
    if (isFailure(patient)) return noSuchRecord;
    if (isFailure(party)) return party;
    const leaver = party.field === 'personId' && isOwn(context, party.person) ? party.person : undefined;
    const speaker = speakerOf(context.principal, patient, party.field === 'teamId' ? party.team : undefined);
    if (speaker === undefined && leaver === undefined) return noSuchRecord;
    return store.alone(async (statements) => {
      const held = await heldFor(statements, patient, speaker);
      if (isFailure(held)) return held;
      const before = await statements.consent(patient, idOf(party));
      const at = context.clock.now();
      const isPatient = speaker?.as === 'PATIENT';
      if (before === undefined || !isCurrent(before, at)) return isPatient ? nothingShared(party.field) : noSuchRecord;
      if (leaver !== undefined && !isOwn(context, leaver, before.kind)) return noSuchRecord;
      if (isAnother(before, input.since)) return givenAnew;
      if (held.sharingDisabled && speaker?.as === 'TEAM') return sharingIsDisabled;
      // Where the patient ends it, it is the patient's word that stands: the team does not add itself back.
      await statements.end(patient, idOf(party), { at, basis: isPatient ? 'PATIENT' : before.basis });
      return recorded(statements, context, { kind: 'CONSENT_ENDED', patient, party: idOf(party), before });
    });
  };
