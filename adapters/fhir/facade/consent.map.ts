import type { Consent, RelatedPerson } from 'fhir/r3.js';
import { canonical, privacyLabel } from '../core/systems.ts';
import type { FacadeSharingFragment } from './documents.generated.ts';

type Shared = FacadeSharingFragment['sharing'][number];

/**
 * What a patient shares with one team, professional or carer, as a Consent: an actor, and labels. A carer is no
 * practitioner, and is contained as a RelatedPerson. Domain reference §2.10, §7.2
 */
export const toConsent = (patient: string, shared: Shared): Consent => {
  const { kind, partyId, organisationId, organisation, labels, basis, since, until } = shared;
  return {
    resourceType: 'Consent',
    id: consentId(patient, partyId),
    meta: { lastUpdated: since },
    ...(kind === 'CARER' ? { contained: [carerOf(patient, shared)] } : {}),
    status: 'active',
    patient: { reference: `Patient/${patient}` },
    period: { start: since, ...(until === null ? {} : { end: until }) },
    dateTime: since,
    ...(saidByPatient.has(basis) ? { consentingParty: [{ reference: `Patient/${patient}` }] } : {}),
    actor: [{ role: { coding: [recipient] }, reference: actorOf(shared) }],
    ...(organisationId === null
      ? {}
      : {
          organization: [
            {
              reference: `Organization/${organisationId}`,
              ...(organisation === null ? {} : { display: organisation }),
            },
          ],
        }),
    // A Consent names its policy: STU3, ppc-1.
    policyRule: `${canonical}/policy/${basis.toLowerCase().replaceAll('_', '-')}`,
    ...(labels.length === 0 ? {} : { securityLabel: labels.map((code) => ({ system: privacyLabel, code })) }),
  };
};

const saidByPatient: ReadonlySet<string> = new Set(['PATIENT', 'CONSENT']);

/** Information recipient: http://hl7.org/fhir/v3/ParticipationType */
const recipient = {
  system: 'http://hl7.org/fhir/v3/ParticipationType',
  code: 'IRCP',
  display: 'information recipient',
};

const carerOf = (patient: string, { name }: Shared): RelatedPerson => ({
  resourceType: 'RelatedPerson',
  id: 'carer',
  patient: { reference: `Patient/${patient}` },
  name: [{ text: name }],
});

const actorOf = ({ kind, partyId, name }: Shared): { readonly reference: string; readonly display: string } => {
  if (kind === 'CARER') return { reference: '#carer', display: name };
  return { reference: `${kind === 'TEAM' ? 'Organization' : 'Practitioner'}/${partyId}`, display: name };
};

/** `PATIENT.PARTY`, as of all items of a patient; a FHIR id has 64 characters at most, so that the party is in base 36. */
const consentId = (patient: string, party: string): string =>
  `${patient.replaceAll('-', '')}.${BigInt(`0x${party.replaceAll('-', '')}`).toString(36)}`;
