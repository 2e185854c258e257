import type { CodeableConcept, DocumentReference, Patient } from 'fhir/r3.js';
import { canonical, privacyLabel, publicId } from '../core/systems.ts';
import type {
  CodingInput,
  DocumentInput,
  Label,
  LetterAddresseeInput,
  PublishLetterInput,
} from './documents.generated.ts';
import { patientIn, type Fault } from './patient.map.ts';

type FromMessage = 'placement' | 'message';

/** A letter in the words of our graph. */
export type LetterRead = {
  readonly externalId: string;
  readonly sentAt: string;
  readonly withdrawn: boolean;
  readonly to: LetterAddresseeInput;
  readonly document: Omit<DocumentInput, FromMessage>;
  readonly letter: Omit<PublishLetterInput, FromMessage | 'documentId'>;
  /** Of each field of these inputs that has a place of its own: where it stands. */
  readonly places: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
};

/** A valid STU3 DocumentReference as the letter that an MDM^T02 would have brought. Domain reference §7.4 */
export const letterIn = (reference: DocumentReference): LetterRead => {
  const addressee = addresseeOf(reference);
  const [number, numberAt] = numberOf(reference);
  const [{ attachment } = { attachment: {} }] = reference.content;
  const type = codingOf(reference.type);
  const sentAt = reference.indexed;
  const title = reference.description ?? attachment.title ?? type.display ?? 'Document';
  const shared = {
    externalId: number ?? '',
    title,
    specialty: codingOf(reference.context?.practiceSetting).code ?? null,
    label: labelOf(reference),
    visibleFrom: visibleFromOf(reference) ?? null,
  };
  return {
    externalId: shared.externalId,
    sentAt,
    withdrawn: reference.status === 'entered-in-error',
    to: addressee.to,
    document: {
      ...shared,
      type,
      filename: attachment.title ?? null,
      author: reference.author?.[0]?.display ?? null,
      writtenAt: wholeTime(reference.created) ?? sentAt,
      contentType: attachment.contentType ?? '',
      content: attachment.data ?? '',
    },
    letter: { ...shared, documentType: type, appointmentStart: appointmentStartOf(reference) ?? null },
    places: { ...elements, ...addressee.places, externalId: numberAt },
    faults: [
      ...addressee.faults,
      ...(number === undefined ? [numberMissing] : []),
      ...(reference.status === 'superseded' ? [superseded] : []),
      ...(reference.content.length > 1 ? [severalContents] : []),
      ...(attachment.data === undefined && reference.status === 'current' ? [noBytes] : []),
    ],
  };
};

const elements = {
  person: 'DocumentReference.contained',
  type: 'DocumentReference.type',
  documentType: 'DocumentReference.type',
  title: 'DocumentReference.description',
  filename: 'DocumentReference.content[0].attachment.title',
  author: 'DocumentReference.author[0]',
  specialty: 'DocumentReference.context.practiceSetting',
  writtenAt: 'DocumentReference.created',
  content: 'DocumentReference.content[0].attachment.data',
  contentType: 'DocumentReference.content[0].attachment.contentType',
  appointmentStart: 'DocumentReference.context.period',
} as const;

const fault = (expression: string, diagnostics: string): Fault => ({ expression, diagnostics });

const numberMissing = fault('DocumentReference.masterIdentifier', 'A letter has a number of its sender’s.');
const superseded = fault('DocumentReference.status', 'A letter is current, or entered in error and so taken back.');
const severalContents = fault('DocumentReference.content[1]', 'A letter has one content.');
const noBytes = fault(elements.content, 'The letter itself stands here: what a URL leads to is not fetched.');

/** The sender's own number: the one that names this version of the document comes first. */
const numberOf = ({ masterIdentifier, identifier }: DocumentReference): readonly [string | undefined, string] =>
  masterIdentifier?.value === undefined
    ? [identifier?.[0]?.value, 'DocumentReference.identifier[0]']
    : [masterIdentifier.value, 'DocumentReference.masterIdentifier'];

type Addressee = {
  readonly to: LetterAddresseeInput;
  readonly places: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
};

/** By an identifier, by our own id, or as a contained Patient, who can be compared with the record. */
const addresseeOf = ({ subject, contained = [] }: DocumentReference): Addressee => {
  const at = 'DocumentReference.subject';
  const { identifier, reference = '' } = subject ?? {};
  if (identifier?.system !== undefined && identifier.value !== undefined) {
    const { system, value } = identifier;
    const places = { identifiers: at, 'identifiers[0]': `${at}.identifier` };
    return { to: { identifiers: [{ system, value }] }, places, faults: [] };
  }
  const nth = contained.findIndex(({ id, resourceType }) => resourceType === 'Patient' && reference === `#${id ?? ''}`);
  const patient = contained[nth];
  if (patient !== undefined) return containedPatient(patient as Patient, `DocumentReference.contained[${nth}]`);
  const [, value] = /(?:^|\/)Patient\/([\w-]+)$/.exec(reference) ?? [];
  if (value !== undefined)
    return { to: { identifiers: [{ system: publicId, value }] }, places: { identifiers: at }, faults: [] };
  return { to: { identifiers: [] }, places: {}, faults: [fault(at, 'To whom? Give an identifier with its system.')] };
};

const containedPatient = (patient: Patient, at: string): Addressee => {
  const { input, places: within } = patientIn(patient);
  const { familyName = null, givenName = null, dateOfBirth = null, gender = null } = input.demographics;
  const places = Object.fromEntries([
    ['identifiers', `${at}.identifier`],
    ['person', at],
    ...within.identifiers.map((place, nth) => [`identifiers[${nth}]`, `${at}.identifier[${place}]`]),
  ]) as Readonly<Record<string, string>>;
  const person = { familyName, givenName, dateOfBirth, gender };
  return { to: { identifiers: input.identifiers, person }, places, faults: [] };
};

const codingOf = (concept: CodeableConcept | undefined): CodingInput => {
  const [coding] = concept?.coding ?? [];
  return {
    code: coding?.code ?? null,
    system: coding?.system ?? null,
    display: concept?.text ?? coding?.display ?? null,
  };
};

/** The most sensitive first: it may name several. Domain reference §3.3 */
const labels = ['SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE', 'GENERAL_HEALTH'] as const satisfies readonly Label[];
const privacyLabels: readonly (string | undefined)[] = [
  privacyLabel,
  'http://fhir.patientsknowbest.com/codesystem/privacy-label',
];

const labelOf = ({ securityLabel = [], meta }: DocumentReference): Label | null => {
  const codings = [...securityLabel.flatMap(({ coding = [] }) => coding), ...(meta?.security ?? [])];
  const named = codings.filter(({ system }) => privacyLabels.includes(system)).map(({ code }) => code);
  return labels.find((label) => named.includes(label)) ?? null;
};

const visibleFromOf = ({ extension = [] }: DocumentReference): string | undefined => {
  const found = extension.find(({ url }) => url === `${canonical}/structuredefinition/visible-from`);
  return wholeTime(found?.valueDateTime ?? found?.valueInstant);
};

/** Of a letter that announces an appointment or an admission, when that is; of all others it is when it was. PKBCS05 */
const appointmentStartOf = ({ type, context }: DocumentReference): string | undefined =>
  type.coding?.some(({ code }) => ['AL', 'TCI'].includes(code ?? '')) === true
    ? wholeTime(context?.period?.start)
    : undefined;

/** A dateTime may be half a date; only a whole one is a moment. STU3 datatypes, dateTime */
const wholeTime = (text: string | undefined): string | undefined => (text?.includes('T') === true ? text : undefined);
