import { conflict, invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import { parsePatientId, type PatientId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import { labels as allLabels, type Label } from '../../kit/label.ts';
import { isAnother, isCurrent, type KeptConsent } from './consent.rules.ts';
import { heldFor, idOf, recorded } from './held.ts';
import {
  basisOf,
  givenAnew,
  noSuchPerson,
  noSuchRecord,
  noSuchTeam,
  partyOf,
  refuseTeamsOwn,
  sharingIsDisabled,
  speakerOf,
  type Party,
  type Speaker,
} from './sharing.rules.ts';
import type { HeldRecord, NewConsent, SharingStatements, SharingStore } from './sharing.store.ts';
import type { Consent, ConsentBasis, SetConsentInput } from './sharing.types.ts';

/** A record was never shared with more than this: its list has one page. */
const mostParties = 200;

/** By the patient for anybody; by a team for itself. Domain reference §3.2, setConsent */
export const setConsent =
  (store: SharingStore) =>
  async (context: Context, input: SetConsentInput): Promise<Consent | Failure> => {
    const asked = askedOf(context, input);
    if (isFailure(asked)) return asked;
    const { patient, party, speaker } = asked;
    return store.alone(async (statements) => {
      const held = await heldFor(statements, patient, speaker);
      if (isFailure(held)) return held;
      const before = await statements.consent(patient, idOf(party));
      const whom = await whomOf(statements, asked, { held, before });
      if (isFailure(whom)) return whom;
      if (isAnother(before, input.since)) return givenAnew;
      if (held.sharingDisabled) return sharingIsDisabled;
      if (before === undefined && held.parties >= mostParties)
        return conflict(`A record is shared with at most ${mostParties} teams and persons.`, party.field);
      const at = context.clock.now();
      const keptPastAge = before?.kind === whom.kind && isCurrent(before, at) ? before.keptPastAge : null;
      await statements.share({
        ...whom,
        patient,
        party: idOf(party),
        labels: asked.labels,
        basis: asked.basis,
        at,
        until: asked.until,
        by: speaker.user ?? null,
        keptPastAge,
      });
      return recorded(statements, context, { kind: 'CONSENT_SET', patient, party: idOf(party), before });
    });
  };

type Asked = {
  readonly patient: PatientId;
  readonly party: Party;
  readonly kind: 'PROFESSIONAL' | 'CARER' | undefined;
  readonly speaker: Speaker;
  readonly labels: readonly Label[];
  readonly basis: ConsentBasis;
  readonly until: Date | null;
};

/** What can be said without the database: the input is whole, and the caller is somebody here. */
const askedOf = ({ principal, clock }: Context, input: SetConsentInput): Asked | Failure => {
  const patient = parsePatientId(input.patientId);
  const party = partyOf(input);
  if (isFailure(patient)) return noSuchRecord;
  if (isFailure(party)) return party;
  const speaker = speakerOf(principal, patient, party.field === 'teamId' ? party.team : undefined);
  if (speaker === undefined) return noSuchRecord;
  const kind = kindOf(party, input);
  if (isFailure(kind)) return kind;
  const labels = allLabels.filter((label) => input.labels.includes(label));
  if (labels.length === 0) return invalid('Say which labels are shared; to share none, end the consent.', 'labels');
  const basis = basisOf(speaker.as, input.basis);
  if (isFailure(basis)) return basis;
  const until = input.until ?? null;
  if (until !== null && until <= clock.now()) return invalid('It ends in the future, or not at all.', 'until');
  return { patient, party, kind, speaker, labels, basis, until };
};

const kindOf = ({ field }: Party, { kind }: SetConsentInput): Asked['kind'] | Failure => {
  if (field === 'teamId')
    return kind == null || kind === 'TEAM' ? undefined : invalid('A team is no person: leave the kind out.', 'kind');
  return kind == null || kind === 'TEAM'
    ? invalid('Say as what the person sees the record: PROFESSIONAL or CARER.', 'kind')
    : kind;
};

type Facts = { readonly held: HeldRecord; readonly before: KeptConsent | undefined };

/** With whom it is shared, if the speaker may say so. */
const whomOf = async (
  statements: SharingStatements,
  { party, kind, speaker, labels }: Asked,
  { held, before }: Facts,
): Promise<Pick<NewConsent, 'kind' | 'organisation'> | Failure> => {
  if (party.field === 'personId') {
    if (speaker.user === party.person)
      return invalid('A patient has their own record without any consent.', 'personId');
    const person = await statements.person(party.person);
    // Who was invited in person may be a professional of no team here.
    const isKnown = person !== undefined && (person.isProfessional || before?.kind === 'PROFESSIONAL');
    if (kind === undefined || person === undefined || (kind === 'PROFESSIONAL' && !isKnown)) return noSuchPerson;
    return { kind, organisation: null };
  }
  const team = await statements.team(party.team);
  // A team adds itself to what its own organisation holds; any other record it is given by the patient.
  if (speaker.as === 'TEAM' && !held.organisations.includes(team?.organisation ?? '')) return noSuchRecord;
  if (team === undefined) return noSuchTeam;
  const refusal = speaker.as === 'TEAM' ? refuseTeamsOwn(labels, team.defaultLabels, before) : undefined;
  return refusal ?? { kind: 'TEAM', organisation: team.organisation };
};
