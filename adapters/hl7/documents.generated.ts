/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type AddressInput = {
  readonly city?: string | null | undefined;
  readonly country?: string | null | undefined;
  readonly lines: ReadonlyArray<string>;
  readonly postalCode?: string | null | undefined;
  readonly state?: string | null | undefined;
};

/** For whom a partner’s message was sent that was never answered. */
export type AddressMessageInput = {
  /** What `messageAddressee` said of the alias in MSH-4. */
  readonly addressee: string;
  readonly messageId: string;
};

export type AllergyInput = {
  /** AL1-3 */
  readonly allergen: CodingInput;
  /** AL1-2: DA, FA, EA … */
  readonly kind?: string | null | undefined;
  /** AL1-6 */
  readonly onset?: string | null | undefined;
  /** AL1-5 */
  readonly reactions: ReadonlyArray<string>;
  /** AL1-4: SV, MO, MI, or words. */
  readonly severity?: CodingInput | null | undefined;
  /** NTE after the AL1: who says so. */
  readonly source?: string | null | undefined;
};

/** What changes of an appointment: what is left out stays, what is null goes. */
export type AppointmentChangesInput = {
  readonly description?: string | null | undefined;
  readonly end?: string | null | undefined;
  /** The label that the message itself names: it comes first. */
  readonly label?: Label | null | undefined;
  readonly location?: string | null | undefined;
  /** ZAU-1, an https address. */
  readonly managementUrl?: string | null | undefined;
  /** All who take part from now on. */
  readonly participants?: ReadonlyArray<ParticipantInput> | null | undefined;
  /** PV1-10, which decides the label. */
  readonly specialty?: CodingInput | null | undefined;
  /** An appointment keeps a start: null leaves it, too. */
  readonly start?: string | null | undefined;
  /** SCH-7.2 */
  readonly subject?: string | null | undefined;
  /** ZSC-8, else SCH-8 */
  readonly type?: CodingInput | null | undefined;
};

/** All that an appointment says (SIU^S12): it replaces what was there. */
export type AppointmentDetailsInput = {
  readonly description?: string | null | undefined;
  readonly end?: string | null | undefined;
  /** The label that the message itself names: it comes first. */
  readonly label?: Label | null | undefined;
  readonly location?: string | null | undefined;
  /** ZAU-1, an https address. */
  readonly managementUrl?: string | null | undefined;
  readonly participants: ReadonlyArray<ParticipantInput>;
  /** PV1-10, which decides the label. */
  readonly specialty?: CodingInput | null | undefined;
  readonly start: string;
  /** SCH-7.2; "Appointment" where absent. */
  readonly subject?: string | null | undefined;
  /** ZSC-8, else SCH-8 */
  readonly type?: CodingInput | null | undefined;
};

/** DNA: the patient did not attend. */
export type AppointmentStatus =
  | 'ACTIVE'
  | 'CANCELLED'
  | 'DNA';

/** A code of the message, of which the sender’s adapter must know what it means. */
export type AskedCodeInput = {
  readonly code: string;
  readonly set: CodeSet;
  readonly system?: string | null | undefined;
};

/** An event did not happen, or is not going to. */
export type CancelEncounterEventInput = {
  /** Which transfer; without it the latest. */
  readonly at?: string | null | undefined;
  /** PV1-19.1; unique within the sending organisation. */
  readonly externalId: string;
  readonly message: SourceMessageInput;
  readonly placement: string;
  readonly type: EncounterEventType;
};

export type ChangeAppointmentInput = {
  /** An appointment that is not known is made from these, if they have a start; else it is refused. */
  readonly changes: AppointmentChangesInput;
  /** SCH-1.1 */
  readonly externalId: string;
  readonly message: SourceMessageInput;
  readonly placement: string;
  /** Left out, an appointment that is known keeps its own. */
  readonly status?: AppointmentStatus | null | undefined;
};

/** What became of a message, and the acknowledgement that answers it. */
export type CloseMessageInput = {
  readonly acknowledgement: string;
  /** Of a partner’s message, for whom it was sent, as far as that is known: its administrators find it. */
  readonly addressee?: string | null | undefined;
  readonly messageId: string;
  readonly patientId?: string | null | undefined;
  readonly reason?: string | null | undefined;
  /** ACCEPTED, HELD, REJECTED or FAILED. */
  readonly state: MessageState;
};

/** Which of a message’s codes a set is about. */
export type CodeSet =
  /** MSH-3, who sends. With the standard code RAD all its reports are radiology. */
  | 'APPLICATION'
  /** PV1-2.1, the patient’s class. The standard is one of EncounterClass. */
  | 'CLASS'
  /** OBR-24, the section of the laboratory. The standard is HL7 table 0074; with RAD it is radiology. */
  | 'DISCIPLINE'
  /** TXA-2. With the standard code CP it is a care plan. */
  | 'DOCUMENT_TYPE'
  /** PID-8. The standard is MALE, FEMALE, INDETERMINATE or UNKNOWN. */
  | 'GENDER'
  /** OBR-4, what was asked for. */
  | 'ORDER'
  /** OBX-3, what was measured. The standard is LOINC as a rule. */
  | 'RESULT'
  /** PV1-10.1, the hospital service. */
  | 'SPECIALTY'
  /** OBX-6. The standard is UCUM. */
  | 'UNIT';

/** A code of a code system; at least a code or words to display. */
export type CodingInput = {
  readonly code?: string | null | undefined;
  readonly display?: string | null | undefined;
  readonly system?: string | null | undefined;
};

export type DeleteDocumentInput = {
  /** TXA-12.1 */
  readonly externalId: string;
  readonly message: SourceMessageInput;
  readonly placement: string;
};

/** A partial change: what is absent stays as it is, what is null is cleared (HL7 `""`). Names, date of birth and gender cannot be cleared. */
export type DemographicsInput = {
  readonly address?: AddressInput | null | undefined;
  readonly dateOfBirth?: string | null | undefined;
  readonly deceased?: boolean | null | undefined;
  readonly deceasedAt?: string | null | undefined;
  /** Added to the addresses already known; at most two. */
  readonly emails?: ReadonlyArray<string> | null | undefined;
  readonly familyName?: string | null | undefined;
  readonly gender?: Gender | null | undefined;
  /** PID-8 as sent: what the organisation says of it goes before `gender`. */
  readonly genderCode?: string | null | undefined;
  readonly givenName?: string | null | undefined;
  readonly language?: string | null | undefined;
  readonly middleNames?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly primaryCare?: PrimaryCareInput | null | undefined;
  readonly title?: string | null | undefined;
};

export type DiagnosisInput = {
  /** DG1-5 */
  readonly at?: string | null | undefined;
  /** DG1-3, DG1-4 */
  readonly diagnosis: CodingInput;
  /** DG1-6: A admitting, W working, F final. */
  readonly kind?: string | null | undefined;
};

export type DocumentInput = {
  readonly author?: string | null | undefined;
  /** The content; or else an upload. */
  readonly content?: string | { toJSON: () => string } | null | undefined;
  /** application/pdf, text/html, text/plain … */
  readonly contentType: string;
  /** TXA-12.1; unique within the sending organisation. */
  readonly externalId: string;
  readonly filename?: string | null | undefined;
  /** The label that the message itself names: it comes first. */
  readonly label?: Label | null | undefined;
  readonly message: SourceMessageInput;
  readonly placement: string;
  readonly specialty?: string | null | undefined;
  readonly title: string;
  /** TXA-2 */
  readonly type: CodingInput;
  /** What was uploaded with the placement, instead of the content. */
  readonly upload?: string | null | undefined;
  readonly visibleFrom?: string | null | undefined;
  readonly writtenAt: string;
};

/** The patient’s class (PV1-2): I, O, E, P, H and V; whatever else is said is OTHER. */
export type EncounterClass =
  | 'EMERGENCY'
  | 'HOME'
  | 'INPATIENT'
  | 'OTHER'
  | 'OUTPATIENT'
  | 'PRE_ADMISSION'
  | 'VIRTUAL';

/** What PV1 says of an event. In an update, what is left out stays as it is, and null removes it. */
export type EncounterDetailsInput = {
  /** PV1-7 */
  readonly attenders?: ReadonlyArray<string> | null | undefined;
  /** PV1-2; OTHER where nothing is said. */
  readonly class?: EncounterClass | null | undefined;
  /** PV1-2.1 as sent: what the organisation says of it goes before `class`. */
  readonly classCode?: string | null | undefined;
  /** PV1-9 */
  readonly consulters?: ReadonlyArray<string> | null | undefined;
  readonly location?: EncounterLocationInput | null | undefined;
  /** PV1-8 */
  readonly referrers?: ReadonlyArray<string> | null | undefined;
  /** PV1-10, which decides the label. */
  readonly specialty?: CodingInput | null | undefined;
};

/** What happens in an encounter. There may be many transfers; of the others there is one at most. */
export type EncounterEventType =
  | 'ADMIT'
  | 'DISCHARGE'
  | 'PENDING_ADMIT'
  | 'PRE_ADMIT'
  | 'TRANSFER';

/** Where the patient is (PV1-3). What is not said is not known. */
export type EncounterLocationInput = {
  /** PV1-3.3 */
  readonly bed?: string | null | undefined;
  /** PV1-3.2 */
  readonly room?: string | null | undefined;
  /** PV1-3.9 */
  readonly text?: string | null | undefined;
  /** PV1-3.1 */
  readonly ward?: string | null | undefined;
};

/** An identifier as a feed sends it (PID-2, PID-3); which system it is, the organisation’s settings say. */
export type FeedIdentifierInput = {
  /** CX.4, the assigning authority; empty where the sender gave none. */
  readonly authority: string;
  /** CX.5, the type code without its status. */
  readonly typeCode: string;
  /** CX.1 */
  readonly value: string;
  /** The NHS number status code out of `NH{status:01}`. */
  readonly verification?: string | null | undefined;
};

/** What became of two numbers that are one person’s. */
export type FeedMergeOutcome =
  /** Two records are one now. */
  | 'MERGED'
  /** Only one of the numbers was known: its record carries both now. */
  | 'RENUMBERED'
  /** An administrator has reversed this merge since the message was sent. */
  | 'STALE'
  /** Both numbers led to one record before. */
  | 'UNCHANGED';

/** Which message this is: its trace, its place in the sender’s order, and for whom it is sent. */
export type FeedMessageInput = {
  /** MSH-4: the alias of the party for whom it is sent. */
  readonly alias?: string | null | undefined;
  /** MSH-10: tells the same message again from another of the same instant. */
  readonly controlId: string;
  /** The id under which the message was opened. */
  readonly id: string;
  /** MSH-7: the clock for messages that arrive out of order. */
  readonly sentAt: string;
  /** MSH-9 as `ADT^A28`. */
  readonly type?: string | null | undefined;
};

/** STALE: a newer message was here first, and nothing changed. MATCHED: the record was found, not touched. */
export type FeedOutcome =
  | 'CREATED'
  | 'MATCHED'
  | 'STALE'
  | 'UNCHANGED'
  | 'UPDATED';

/** Which of its patients a feed asks for (QRY^A19). */
export type FeedQueryInput = {
  /** MSH-4: the alias of the party for whom is asked. */
  readonly alias?: string | null | undefined;
  /** Registered or changed before this instant. */
  readonly changedBefore?: string | null | undefined;
  /** Registered or changed at this instant or later. */
  readonly changedFrom?: string | null | undefined;
  /** The newest so many: 1 to 1000. */
  readonly newest: number;
  /** Patients with any of these numbers; absent: whoever the number. */
  readonly numbers?: ReadonlyArray<SoughtNumberInput> | null | undefined;
  /** Patients without any number too; otherwise those alone that have one which the organisation knows. */
  readonly unnumbered?: boolean;
};

/** As the sender coded it; FHIR says other for INDETERMINATE. */
export type Gender =
  | 'FEMALE'
  | 'INDETERMINATE'
  | 'MALE'
  | 'UNKNOWN';

/** A letter whose message is held for review, and which is printed at once. */
export type HoldLetterInput = {
  /** For whom a partner sends; a customer needs none. */
  readonly addressee?: string | null | undefined;
  readonly documentType?: CodingInput | null | undefined;
  /** TXA-12.1 */
  readonly externalId: string;
  readonly message: SourceMessageInput;
  readonly title: string;
};

/** Why a message is held. Domain reference §4.2 */
export type HoldReason =
  /** The date of birth is not the record’s. */
  | 'DOB_MISMATCH'
  /** The family name is not the record’s. */
  | 'FAMILY_NAME_MISMATCH'
  /** Nothing is wrong with it: what is held or was decided about the same item comes first. */
  | 'FOLLOWS_HELD'
  /** The gender is not the record’s. */
  | 'GENDER_MISMATCH'
  /** The given name is not the record’s. */
  | 'GIVEN_NAME_MISMATCH'
  /** Its national number is one record’s, and another number of it another’s. */
  | 'ID_CONFLICT'
  /** It came without an NHS number, for a record that has one or for none at all. */
  | 'LOCAL_ID_ONLY'
  /** Its numbers are those of several records, and none of them decides. */
  | 'MULTIPLE_MATCH'
  /** The NHS number was not verified (its status is not 01). */
  | 'NHS_STATUS';

export type LabReportInput = {
  /** OBR-4 */
  readonly code: CodingInput;
  /** OBR-24, the discipline. */
  readonly discipline?: string | null | undefined;
  readonly effectiveAt?: string | null | undefined;
  /** ORC-3.1 or OBR-3.1; unique within the sending organisation. */
  readonly externalId: string;
  readonly files?: ReadonlyArray<ReportFileInput> | null | undefined;
  readonly issuedAt?: string | null | undefined;
  /** Left out, it is LABORATORY. */
  readonly kind?: ReportKind | null | undefined;
  /** The label that the message itself names: it comes first. */
  readonly label?: Label | null | undefined;
  /** ORC-2.1 or OBR-2.1 */
  readonly placerId?: string | null | undefined;
  /** ORC-13.9 */
  readonly requestingLocation?: string | null | undefined;
  readonly results: ReadonlyArray<LabResultInput>;
  /** PV1-10.1, which decides the label. */
  readonly specialty?: string | null | undefined;
  /** OBR-25 as FHIR says it: registered, preliminary, final, corrected, cancelled. */
  readonly status: string;
  /** The lines of a single text report. */
  readonly text?: string | null | undefined;
  readonly visibleFrom?: string | null | undefined;
};

/** All reports of one message: they are stored together or not at all. */
export type LabReportsInput = {
  readonly message: SourceMessageInput;
  readonly placement: string;
  /** In the order of the message. */
  readonly reports: ReadonlyArray<LabReportInput>;
};

/** One result of a report: exactly one of `number` and `text`, or `coded`. */
export type LabResultInput = {
  readonly code: CodingInput;
  readonly coded?: CodingInput | null | undefined;
  /** <, <=, > or >= */
  readonly comparator?: string | null | undefined;
  readonly interpretation?: string | null | undefined;
  /** Names the result within its report, so that a correction finds it: OBX-3 and OBX-4. */
  readonly key: string;
  readonly notes: ReadonlyArray<string>;
  /** A decimal as text. */
  readonly number?: string | null | undefined;
  readonly observedAt?: string | null | undefined;
  readonly referenceRange?: string | null | undefined;
  /** OBX-11 as FHIR says it: preliminary, final, corrected, cancelled; `entered-in-error` deletes. */
  readonly status: string;
  /** OBX-4, for readers: which results belong together. */
  readonly subId?: string | null | undefined;
  readonly text?: string | null | undefined;
  readonly unit?: string | null | undefined;
  /** The patient sees the content from then on. */
  readonly visibleFrom?: string | null | undefined;
};

/** A privacy label: patients share by these four. */
export type Label =
  | 'GENERAL_HEALTH'
  | 'MENTAL_HEALTH'
  | 'SEXUAL_HEALTH'
  | 'SOCIAL_CARE';

/** A record that a message was about, once what the message asked for has been done in it. */
export type LinkPatientInput = {
  readonly placement: string;
};

export type MatchPatientInput = {
  readonly codes?: ReadonlyArray<AskedCodeInput> | null | undefined;
  readonly identifiers: ReadonlyArray<FeedIdentifierInput>;
  /** The data points that the message brings, each as the sender’s number and what it numbers. */
  readonly items?: ReadonlyArray<string> | null | undefined;
  readonly message: FeedMessageInput;
  /** What the message says of the person: compared with the record, never written into it. */
  readonly person?: DemographicsInput | null | undefined;
};

export type MedicationInput = {
  /** ZRX-3 */
  readonly dose?: string | null | undefined;
  /** ZRX-7 */
  readonly end?: string | null | undefined;
  /** ZRX-10 */
  readonly externalId?: string | null | undefined;
  /** ZRX-5 */
  readonly frequency?: string | null | undefined;
  /** ZRX-8 */
  readonly indication?: string | null | undefined;
  /** ZRX-2 */
  readonly name: CodingInput;
  /** ZRX-9 */
  readonly prescriber?: string | null | undefined;
  /** ZRX-4 */
  readonly route?: string | null | undefined;
  /** ZRX-6 */
  readonly start?: string | null | undefined;
};

/** A sender says that two of its numbers are one person’s (ADT^A40). */
export type MergeFromFeedInput = {
  /** PID-2 and PID-3: the record that remains. */
  readonly identifiers: ReadonlyArray<FeedIdentifierInput>;
  readonly message: FeedMessageInput;
  /** MRG-1: the number that is given up, of a type that is the sender’s own. */
  readonly retired: ReadonlyArray<FeedIdentifierInput>;
};

/** RECEIVED, then ACCEPTED (AA), HELD (AA, waiting for review), REJECTED (AR) or FAILED (AE). */
export type MessageState =
  | 'ACCEPTED'
  /** It was held, and was not done: an administrator rejected it, or a newer message took its place. */
  | 'DECLINED'
  | 'FAILED'
  | 'HELD'
  | 'RECEIVED'
  | 'REJECTED'
  /** It was held, was approved, and has been done. */
  | 'RELEASED';

/** A message as it came in, before anything is done with it. */
export type OpenMessageInput = {
  /** MSH-10; absent where the message could not be read so far. */
  readonly controlId?: string | null | undefined;
  /** The text as it came in. */
  readonly raw: string;
  /** MSH-9 as `ADT^A28`. */
  readonly type?: string | null | undefined;
};

export type ParticipantInput = {
  readonly name: string;
  readonly role?: string | null | undefined;
};

export type PatientFromFeedInput = {
  /** ZTM-1: aliases of the teams to link, the default team’s among them; absent means the default team. */
  readonly addTeams?: ReadonlyArray<string> | null | undefined;
  readonly demographics: DemographicsInput;
  readonly identifiers: ReadonlyArray<FeedIdentifierInput>;
  /** Segments of the lists that the message brings besides: `AL1`, `DG1`, `ZRX`. */
  readonly lists?: ReadonlyArray<string> | null | undefined;
  readonly message: FeedMessageInput;
  /** ZTM-2: aliases of the teams to unlink; never the default team. */
  readonly removeTeams?: ReadonlyArray<string> | null | undefined;
};

export type PrimaryCareInput = {
  readonly practiceCode?: string | null | undefined;
  readonly practiceName?: string | null | undefined;
  readonly practitionerCode?: string | null | undefined;
  readonly practitionerName?: string | null | undefined;
};

export type PublishLetterInput = {
  /** Of the appointment that the letter is about (PV1-44): it is printed in time for that. */
  readonly appointmentStart?: string | null | undefined;
  readonly documentId: string;
  readonly documentType?: CodingInput | null | undefined;
  /** TXA-12.1; unique within the sending organisation. */
  readonly externalId: string;
  /** The label that the message itself names: it comes first. */
  readonly label?: Label | null | undefined;
  readonly message: SourceMessageInput;
  readonly placement: string;
  /** PV1-10.1, which decides the label. */
  readonly specialty?: string | null | undefined;
  readonly title: string;
  readonly visibleFrom?: string | null | undefined;
};

export type PutAppointmentInput = {
  readonly details: AppointmentDetailsInput;
  /** SCH-1.1; unique within the sending organisation. */
  readonly externalId: string;
  readonly message: SourceMessageInput;
  readonly placement: string;
};

/** Something happened in an encounter, or is planned: it replaces what was said of it before. */
export type RecordEncounterEventInput = {
  /** When. Transfers are told apart by it. */
  readonly at: string;
  readonly details: EncounterDetailsInput;
  /** PV1-19.1; unique within the sending organisation. */
  readonly externalId: string;
  readonly message: SourceMessageInput;
  readonly placement: string;
  readonly type: EncounterEventType;
};

/** The kinds of refusal; each outside language has one answer for each. */
export type RefusalKind =
  | 'BUSY'
  | 'CONFLICT'
  | 'FORBIDDEN'
  | 'GONE'
  | 'INVALID'
  | 'NOT_FOUND'
  | 'UNAVAILABLE'
  | 'UNSUPPORTED';

/** A file of a report: a document that is stored already. */
export type ReportFileInput = {
  readonly contentType: string;
  readonly documentId: string;
  readonly title: string;
};

/** MEASUREMENTS: what was measured on the patient; each stands for itself, and no report is kept of them. */
export type ReportKind =
  | 'LABORATORY'
  | 'MEASUREMENTS'
  | 'RADIOLOGY';

/** What was decided about a message that was held. */
export type ReviewState =
  /** It is done as if it had not been held; see `settledAt`. */
  | 'APPROVED'
  /** Nothing yet. */
  | 'HELD'
  /** It is not done. It may be approved later on. */
  | 'REJECTED'
  /** Nobody decided: a newer message about the person, with which all was well, has taken its place. */
  | 'SUPERSEDED';

export type SetAppointmentStatusInput = {
  /** With these an appointment that is not known is made and gets the status at once; without them it is refused. */
  readonly details?: AppointmentDetailsInput | null | undefined;
  /** SCH-1.1 */
  readonly externalId: string;
  readonly message: SourceMessageInput;
  readonly placement: string;
  readonly status: AppointmentStatus;
};

/** What became of a message that was held. */
export type SettleMessageInput = {
  readonly messageId: string;
  readonly patientId?: string | null | undefined;
  /** Why it could not be done, or that it was rejected. */
  readonly reason?: string | null | undefined;
  /** RELEASED or DECLINED; HELD where it was approved and could not be done, and waits again. */
  readonly state: MessageState;
};

/** That what was decided about a message has been done, or why it could not be. */
export type SettleReviewInput = {
  readonly messageId: string;
  /** The record that it went into. */
  readonly patientId?: string | null | undefined;
  /** With it the message is held again. */
  readonly problem?: string | null | undefined;
  /** What had been decided: by now it may be something else. */
  readonly state: ReviewState;
};

/** A number by which a feed looks for a patient (QRD-8). */
export type SoughtNumberInput = {
  /** A number that the organisation itself gave (QRD-8.13 `MR`); otherwise a national one. */
  readonly isLocal: boolean;
  /** QRD-8.1 */
  readonly value: string;
};

/** Each list that is given replaces all that the sending organisation had in it. */
export type SourceListsInput = {
  readonly allergies?: ReadonlyArray<AllergyInput> | null | undefined;
  readonly diagnoses?: ReadonlyArray<DiagnosisInput> | null | undefined;
  readonly medications?: ReadonlyArray<MedicationInput> | null | undefined;
  readonly message: SourceMessageInput;
  readonly placement: string;
};

/** The message that an item comes from: its trace, and its place in the sender’s order. */
export type SourceMessageInput = {
  /** MSH-10: tells the same message again from another of the same instant. */
  readonly controlId: string;
  /** The id under which the message was opened. */
  readonly id: string;
  /** MSH-7: an older message never overwrites a newer one. */
  readonly sentAt: string;
};

/** UNCHANGED: the same message again. STALE: a newer message was here first, and nothing changed. */
export type StoreOutcome =
  | 'CREATED'
  | 'STALE'
  | 'UNCHANGED'
  | 'UPDATED';

/** An event is corrected (ADT^A08): the one that is named, else the most recent one. */
export type UpdateEncounterEventInput = {
  /** PV1-44: corrects the time of the admission. */
  readonly admittedAt?: string | null | undefined;
  /** ZVN-6: which transfer; without it the latest. */
  readonly at?: string | null | undefined;
  readonly details: EncounterDetailsInput;
  /** PV1-45: corrects the time of the discharge. */
  readonly dischargedAt?: string | null | undefined;
  /** PV1-19.1; unique within the sending organisation. */
  readonly externalId: string;
  readonly message: SourceMessageInput;
  readonly placement: string;
  /** The time of a planned admission, where that is updated. */
  readonly plannedFor?: string | null | undefined;
  /** ZVN-1.1 */
  readonly type?: EncounterEventType | null | undefined;
  /** EVN-6, else MSH-7 */
  readonly updatedAt: string;
};

export type WithdrawLetterInput = {
  /** TXA-12.1 */
  readonly externalId: string;
  readonly message: SourceMessageInput;
  readonly placement: string;
};

export type RecordEncounterEventMutationVariables = Exact<{
  input: RecordEncounterEventInput;
}>;


export type RecordEncounterEventMutation = { readonly recordEncounterEvent:
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
    | { readonly __typename: 'StoredEncounter', readonly outcome: StoreOutcome, readonly stands: boolean, readonly event: { readonly type: EncounterEventType, readonly at: string, readonly class: EncounterClass, readonly attenders: ReadonlyArray<string>, readonly referrers: ReadonlyArray<string>, readonly consulters: ReadonlyArray<string>, readonly location: { readonly text: string | null, readonly ward: string | null, readonly room: string | null, readonly bed: string | null } | null, readonly specialty: { readonly system: string | null, readonly code: string | null, readonly display: string | null } | null } | null, readonly plans: ReadonlyArray<{ readonly type: EncounterEventType, readonly at: string, readonly class: EncounterClass, readonly attenders: ReadonlyArray<string>, readonly referrers: ReadonlyArray<string>, readonly consulters: ReadonlyArray<string>, readonly location: { readonly text: string | null, readonly ward: string | null, readonly room: string | null, readonly bed: string | null } | null, readonly specialty: { readonly system: string | null, readonly code: string | null, readonly display: string | null } | null }> }
   };

export type UpdateEncounterEventMutationVariables = Exact<{
  input: UpdateEncounterEventInput;
}>;


export type UpdateEncounterEventMutation = { readonly updateEncounterEvent:
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
    | { readonly __typename: 'StoredEncounter', readonly outcome: StoreOutcome, readonly stands: boolean, readonly event: { readonly type: EncounterEventType, readonly at: string, readonly class: EncounterClass, readonly attenders: ReadonlyArray<string>, readonly referrers: ReadonlyArray<string>, readonly consulters: ReadonlyArray<string>, readonly location: { readonly text: string | null, readonly ward: string | null, readonly room: string | null, readonly bed: string | null } | null, readonly specialty: { readonly system: string | null, readonly code: string | null, readonly display: string | null } | null } | null, readonly plans: ReadonlyArray<{ readonly type: EncounterEventType, readonly at: string, readonly class: EncounterClass, readonly attenders: ReadonlyArray<string>, readonly referrers: ReadonlyArray<string>, readonly consulters: ReadonlyArray<string>, readonly location: { readonly text: string | null, readonly ward: string | null, readonly room: string | null, readonly bed: string | null } | null, readonly specialty: { readonly system: string | null, readonly code: string | null, readonly display: string | null } | null }> }
   };

export type CancelEncounterEventMutationVariables = Exact<{
  input: CancelEncounterEventInput;
}>;


export type CancelEncounterEventMutation = { readonly cancelEncounterEvent:
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
    | { readonly __typename: 'StoredEncounter', readonly outcome: StoreOutcome, readonly stands: boolean, readonly event: { readonly type: EncounterEventType, readonly at: string, readonly class: EncounterClass, readonly attenders: ReadonlyArray<string>, readonly referrers: ReadonlyArray<string>, readonly consulters: ReadonlyArray<string>, readonly location: { readonly text: string | null, readonly ward: string | null, readonly room: string | null, readonly bed: string | null } | null, readonly specialty: { readonly system: string | null, readonly code: string | null, readonly display: string | null } | null } | null, readonly plans: ReadonlyArray<{ readonly type: EncounterEventType, readonly at: string, readonly class: EncounterClass, readonly attenders: ReadonlyArray<string>, readonly referrers: ReadonlyArray<string>, readonly consulters: ReadonlyArray<string>, readonly location: { readonly text: string | null, readonly ward: string | null, readonly room: string | null, readonly bed: string | null } | null, readonly specialty: { readonly system: string | null, readonly code: string | null, readonly display: string | null } | null }> }
   };

type EventTold_Refusal_Fragment = { readonly __typename: 'Refusal' };

type EventTold_StoredEncounter_Fragment = { readonly __typename: 'StoredEncounter', readonly outcome: StoreOutcome, readonly stands: boolean, readonly event: { readonly type: EncounterEventType, readonly at: string, readonly class: EncounterClass, readonly attenders: ReadonlyArray<string>, readonly referrers: ReadonlyArray<string>, readonly consulters: ReadonlyArray<string>, readonly location: { readonly text: string | null, readonly ward: string | null, readonly room: string | null, readonly bed: string | null } | null, readonly specialty: { readonly system: string | null, readonly code: string | null, readonly display: string | null } | null } | null, readonly plans: ReadonlyArray<{ readonly type: EncounterEventType, readonly at: string, readonly class: EncounterClass, readonly attenders: ReadonlyArray<string>, readonly referrers: ReadonlyArray<string>, readonly consulters: ReadonlyArray<string>, readonly location: { readonly text: string | null, readonly ward: string | null, readonly room: string | null, readonly bed: string | null } | null, readonly specialty: { readonly system: string | null, readonly code: string | null, readonly display: string | null } | null }> };

export type EventToldFragment =
  | EventTold_Refusal_Fragment
  | EventTold_StoredEncounter_Fragment
;

export type ToldFragment = { readonly type: EncounterEventType, readonly at: string, readonly class: EncounterClass, readonly attenders: ReadonlyArray<string>, readonly referrers: ReadonlyArray<string>, readonly consulters: ReadonlyArray<string>, readonly location: { readonly text: string | null, readonly ward: string | null, readonly room: string | null, readonly bed: string | null } | null, readonly specialty: { readonly system: string | null, readonly code: string | null, readonly display: string | null } | null };

export type IngestLabReportsMutationVariables = Exact<{
  input: LabReportsInput;
}>;


export type IngestLabReportsMutation = { readonly ingestLabReports:
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
    | { readonly __typename: 'StoredReports', readonly reports: ReadonlyArray<{ readonly outcome: StoreOutcome }> }
   };

export type IngestDocumentMutationVariables = Exact<{
  input: DocumentInput;
}>;


export type IngestDocumentMutation = { readonly ingestDocument:
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
    | { readonly __typename: 'Stored', readonly id: string, readonly outcome: StoreOutcome }
   };

export type PublishLetterMutationVariables = Exact<{
  input: PublishLetterInput;
}>;


export type PublishLetterMutation = { readonly publishLetter:
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
    | { readonly __typename: 'Stored', readonly id: string, readonly outcome: StoreOutcome }
   };

export type HoldLetterMutationVariables = Exact<{
  input: HoldLetterInput;
}>;


export type HoldLetterMutation = { readonly holdLetter:
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
    | { readonly __typename: 'Stored', readonly id: string, readonly outcome: StoreOutcome }
   | null };

export type IngestCarePlanMutationVariables = Exact<{
  input: DocumentInput;
}>;


export type IngestCarePlanMutation = { readonly ingestCarePlan:
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
    | { readonly __typename: 'Stored', readonly id: string, readonly outcome: StoreOutcome }
   };

export type ReplaceSourceListsMutationVariables = Exact<{
  input: SourceListsInput;
}>;


export type ReplaceSourceListsMutation = { readonly replaceSourceLists:
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
    | { readonly __typename: 'StoredLists', readonly lists: ReadonlyArray<{ readonly outcome: StoreOutcome }> }
   };

export type DeleteDocumentMutationVariables = Exact<{
  input: DeleteDocumentInput;
}>;


export type DeleteDocumentMutation = { readonly deleteDocument:
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
    | { readonly __typename: 'Stored', readonly id: string, readonly outcome: StoreOutcome }
   };

export type WithdrawLetterMutationVariables = Exact<{
  input: WithdrawLetterInput;
}>;


export type WithdrawLetterMutation = { readonly withdrawLetter:
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
    | { readonly __typename: 'Stored', readonly id: string, readonly outcome: StoreOutcome }
   };

export type PutAppointmentMutationVariables = Exact<{
  input: PutAppointmentInput;
}>;


export type PutAppointmentMutation = { readonly putAppointment:
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
    | { readonly __typename: 'Stored', readonly id: string, readonly outcome: StoreOutcome }
   };

export type SetAppointmentStatusMutationVariables = Exact<{
  input: SetAppointmentStatusInput;
}>;


export type SetAppointmentStatusMutation = { readonly setAppointmentStatus:
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
    | { readonly __typename: 'Stored', readonly id: string, readonly outcome: StoreOutcome }
   };

export type ChangeAppointmentMutationVariables = Exact<{
  input: ChangeAppointmentInput;
}>;


export type ChangeAppointmentMutation = { readonly changeAppointment:
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
    | { readonly __typename: 'Stored', readonly id: string, readonly outcome: StoreOutcome }
   };

type WhatBecame_Refusal_Fragment = { readonly __typename: 'Refusal' };

type WhatBecame_Stored_Fragment = { readonly __typename: 'Stored', readonly id: string, readonly outcome: StoreOutcome };

export type WhatBecameFragment =
  | WhatBecame_Refusal_Fragment
  | WhatBecame_Stored_Fragment
;

export type OpenMessageMutationVariables = Exact<{
  input: OpenMessageInput;
}>;


export type OpenMessageMutation = { readonly openMessage:
    | { readonly __typename: 'OpenedMessage', readonly messageId: string, readonly acknowledgement: string | null, readonly wantsAddressee: boolean }
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
   };

export type CloseMessageMutationVariables = Exact<{
  input: CloseMessageInput;
}>;


export type CloseMessageMutation = { readonly closeMessage:
    | { readonly __typename: 'ClosedMessage', readonly acknowledgement: string }
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
   };

export type MessageAddresseeQueryVariables = Exact<{
  alias: string;
}>;


export type MessageAddresseeQuery = { readonly messageAddressee: string | null };

export type WhyRefusedFragment = { readonly kind: RefusalKind, readonly message: string, readonly field: string | null };

export type UpsertPatientMutationVariables = Exact<{
  input: PatientFromFeedInput;
}>;


export type UpsertPatientMutation = { readonly upsertPatientFromFeed:
    | { readonly __typename: 'HeldForReview', readonly reasons: ReadonlyArray<HoldReason>, readonly state: ReviewState }
    | { readonly __typename: 'PlacedPatient', readonly patientId: string, readonly outcome: FeedOutcome, readonly placement: string, readonly isLinked: boolean, readonly warnings: ReadonlyArray<{ readonly field: string, readonly message: string }>, readonly codes: ReadonlyArray<{ readonly set: CodeSet, readonly code: string, readonly display: string, readonly standard: { readonly code: string | null } | null }> }
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
   };

export type MatchPatientMutationVariables = Exact<{
  input: MatchPatientInput;
}>;


export type MatchPatientMutation = { readonly matchPatientFromFeed:
    | { readonly __typename: 'HeldForReview', readonly reasons: ReadonlyArray<HoldReason>, readonly state: ReviewState }
    | { readonly __typename: 'PlacedPatient', readonly patientId: string, readonly outcome: FeedOutcome, readonly placement: string, readonly isLinked: boolean, readonly warnings: ReadonlyArray<{ readonly field: string, readonly message: string }>, readonly codes: ReadonlyArray<{ readonly set: CodeSet, readonly code: string, readonly display: string, readonly standard: { readonly code: string | null } | null }> }
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
   };

export type LinkPatientMutationVariables = Exact<{
  input: LinkPatientInput;
}>;


export type LinkPatientMutation = { readonly linkPatientFromFeed:
    | { readonly __typename: 'LinkedPatient' }
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
   };

export type MergePatientsMutationVariables = Exact<{
  input: MergeFromFeedInput;
}>;


export type MergePatientsMutation = { readonly mergePatientsFromFeed:
    | { readonly __typename: 'MergedFromFeed', readonly patientId: string, readonly outcome: FeedMergeOutcome, readonly warnings: ReadonlyArray<{ readonly field: string, readonly message: string }> }
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
   };

type WherePlaced_HeldForReview_Fragment = { readonly __typename: 'HeldForReview', readonly reasons: ReadonlyArray<HoldReason>, readonly state: ReviewState };

type WherePlaced_PlacedPatient_Fragment = { readonly __typename: 'PlacedPatient', readonly patientId: string, readonly outcome: FeedOutcome, readonly placement: string, readonly isLinked: boolean, readonly warnings: ReadonlyArray<{ readonly field: string, readonly message: string }>, readonly codes: ReadonlyArray<{ readonly set: CodeSet, readonly code: string, readonly display: string, readonly standard: { readonly code: string | null } | null }> };

type WherePlaced_Refusal_Fragment = { readonly __typename: 'Refusal' };

export type WherePlacedFragment =
  | WherePlaced_HeldForReview_Fragment
  | WherePlaced_PlacedPatient_Fragment
  | WherePlaced_Refusal_Fragment
;

export type PatientsForFeedQueryVariables = Exact<{
  input: FeedQueryInput;
}>;


export type PatientsForFeedQuery = { readonly patientsForFeed:
    | { readonly __typename: 'FeedPatients', readonly more: boolean, readonly patients: ReadonlyArray<{ readonly lastUpdated: string, readonly title: string | null, readonly familyName: string | null, readonly givenName: string | null, readonly middleNames: string | null, readonly dateOfBirth: string | null, readonly gender: Gender, readonly deceased: boolean, readonly deceasedAt: string | null, readonly language: string | null, readonly phone: string | null, readonly emails: ReadonlyArray<string>, readonly identifiers: ReadonlyArray<{ readonly value: string, readonly authority: string, readonly typeCode: string, readonly verification: string | null }>, readonly address: { readonly lines: ReadonlyArray<string>, readonly city: string | null, readonly state: string | null, readonly postalCode: string | null, readonly country: string | null } | null, readonly primaryCare: { readonly practiceName: string | null, readonly practiceCode: string | null, readonly practitionerName: string | null, readonly practitionerCode: string | null } | null }>, readonly warnings: ReadonlyArray<{ readonly field: string, readonly message: string }> }
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
   };

export type PatientInAnswerFragment = { readonly lastUpdated: string, readonly title: string | null, readonly familyName: string | null, readonly givenName: string | null, readonly middleNames: string | null, readonly dateOfBirth: string | null, readonly gender: Gender, readonly deceased: boolean, readonly deceasedAt: string | null, readonly language: string | null, readonly phone: string | null, readonly emails: ReadonlyArray<string>, readonly identifiers: ReadonlyArray<{ readonly value: string, readonly authority: string, readonly typeCode: string, readonly verification: string | null }>, readonly address: { readonly lines: ReadonlyArray<string>, readonly city: string | null, readonly state: string | null, readonly postalCode: string | null, readonly country: string | null } | null, readonly primaryCare: { readonly practiceName: string | null, readonly practiceCode: string | null, readonly practitionerName: string | null, readonly practitionerCode: string | null } | null };

export type MessageTextQueryVariables = Exact<{
  messageId: string;
}>;


export type MessageTextQuery = { readonly messageText: string | null };

export type TakeMessagesToSendAgainMutationVariables = Exact<{ [key: string]: never; }>;


export type TakeMessagesToSendAgainMutation = { readonly takeMessagesToSendAgain: ReadonlyArray<{ readonly id: string, readonly messageId: string, readonly leave: string }> };

export type MessageSentAgainMutationVariables = Exact<{
  id: string;
}>;


export type MessageSentAgainMutation = { readonly messageSentAgain:
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
    | { readonly __typename: 'SentAgain' }
   };

export type ForgottenMessagesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ForgottenMessagesQuery = { readonly forgottenMessages: ReadonlyArray<{ readonly messageId: string, readonly leave: string }> };

export type AddressMessageMutationVariables = Exact<{
  input: AddressMessageInput;
}>;


export type AddressMessageMutation = { readonly addressMessage:
    | { readonly __typename: 'AddressedMessage' }
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
   };

export type TakeDecidedMessagesMutationVariables = Exact<{ [key: string]: never; }>;


export type TakeDecidedMessagesMutation = { readonly takeDecidedMessages: ReadonlyArray<{ readonly messageId: string, readonly state: ReviewState, readonly leave: string }> };

export type SettleMessageMutationVariables = Exact<{
  input: SettleMessageInput;
}>;


export type SettleMessageMutation = { readonly settleMessage:
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
    | { readonly __typename: 'SettledMessage' }
   };

export type SettleReviewMutationVariables = Exact<{
  input: SettleReviewInput;
}>;


export type SettleReviewMutation = { readonly settleReview:
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
    | { readonly __typename: 'SettledReview' }
   };

export const ToldFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Told"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EncounterEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"ward"}},{"kind":"Field","name":{"kind":"Name","value":"room"}},{"kind":"Field","name":{"kind":"Name","value":"bed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"specialty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"system"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"display"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attenders"}},{"kind":"Field","name":{"kind":"Name","value":"referrers"}},{"kind":"Field","name":{"kind":"Name","value":"consulters"}}]}}]} as unknown as DocumentNode<ToldFragment, unknown>;
export const EventToldFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EventTold"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoreEncounterResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoredEncounter"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"stands"}},{"kind":"Field","name":{"kind":"Name","value":"event"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Told"}}]}},{"kind":"Field","name":{"kind":"Name","value":"plans"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Told"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Told"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EncounterEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"ward"}},{"kind":"Field","name":{"kind":"Name","value":"room"}},{"kind":"Field","name":{"kind":"Name","value":"bed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"specialty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"system"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"display"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attenders"}},{"kind":"Field","name":{"kind":"Name","value":"referrers"}},{"kind":"Field","name":{"kind":"Name","value":"consulters"}}]}}]} as unknown as DocumentNode<EventToldFragment, unknown>;
export const WhatBecameFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhatBecame"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoreResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Stored"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}}]}}]} as unknown as DocumentNode<WhatBecameFragment, unknown>;
export const WhyRefusedFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<WhyRefusedFragment, unknown>;
export const WherePlacedFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WherePlaced"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PlacePatientResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PlacedPatient"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patientId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"placement"}},{"kind":"Field","name":{"kind":"Name","value":"isLinked"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"codes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"set"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"display"}},{"kind":"Field","name":{"kind":"Name","value":"standard"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"HeldForReview"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]} as unknown as DocumentNode<WherePlacedFragment, unknown>;
export const PatientInAnswerFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PatientInAnswer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FeedPatient"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lastUpdated"}},{"kind":"Field","name":{"kind":"Name","value":"identifiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"authority"}},{"kind":"Field","name":{"kind":"Name","value":"typeCode"}},{"kind":"Field","name":{"kind":"Name","value":"verification"}}]}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"familyName"}},{"kind":"Field","name":{"kind":"Name","value":"givenName"}},{"kind":"Field","name":{"kind":"Name","value":"middleNames"}},{"kind":"Field","name":{"kind":"Name","value":"dateOfBirth"}},{"kind":"Field","name":{"kind":"Name","value":"gender"}},{"kind":"Field","name":{"kind":"Name","value":"deceased"}},{"kind":"Field","name":{"kind":"Name","value":"deceasedAt"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"emails"}},{"kind":"Field","name":{"kind":"Name","value":"address"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lines"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}},{"kind":"Field","name":{"kind":"Name","value":"primaryCare"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"practiceName"}},{"kind":"Field","name":{"kind":"Name","value":"practiceCode"}},{"kind":"Field","name":{"kind":"Name","value":"practitionerName"}},{"kind":"Field","name":{"kind":"Name","value":"practitionerCode"}}]}}]}}]} as unknown as DocumentNode<PatientInAnswerFragment, unknown>;
export const RecordEncounterEventDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RecordEncounterEvent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RecordEncounterEventInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordEncounterEvent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EventTold"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Told"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EncounterEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"ward"}},{"kind":"Field","name":{"kind":"Name","value":"room"}},{"kind":"Field","name":{"kind":"Name","value":"bed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"specialty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"system"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"display"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attenders"}},{"kind":"Field","name":{"kind":"Name","value":"referrers"}},{"kind":"Field","name":{"kind":"Name","value":"consulters"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EventTold"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoreEncounterResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoredEncounter"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"stands"}},{"kind":"Field","name":{"kind":"Name","value":"event"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Told"}}]}},{"kind":"Field","name":{"kind":"Name","value":"plans"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Told"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<RecordEncounterEventMutation, RecordEncounterEventMutationVariables>;
export const UpdateEncounterEventDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateEncounterEvent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateEncounterEventInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateEncounterEvent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EventTold"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Told"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EncounterEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"ward"}},{"kind":"Field","name":{"kind":"Name","value":"room"}},{"kind":"Field","name":{"kind":"Name","value":"bed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"specialty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"system"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"display"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attenders"}},{"kind":"Field","name":{"kind":"Name","value":"referrers"}},{"kind":"Field","name":{"kind":"Name","value":"consulters"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EventTold"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoreEncounterResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoredEncounter"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"stands"}},{"kind":"Field","name":{"kind":"Name","value":"event"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Told"}}]}},{"kind":"Field","name":{"kind":"Name","value":"plans"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Told"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<UpdateEncounterEventMutation, UpdateEncounterEventMutationVariables>;
export const CancelEncounterEventDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelEncounterEvent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CancelEncounterEventInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelEncounterEvent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EventTold"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Told"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EncounterEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"class"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"ward"}},{"kind":"Field","name":{"kind":"Name","value":"room"}},{"kind":"Field","name":{"kind":"Name","value":"bed"}}]}},{"kind":"Field","name":{"kind":"Name","value":"specialty"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"system"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"display"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attenders"}},{"kind":"Field","name":{"kind":"Name","value":"referrers"}},{"kind":"Field","name":{"kind":"Name","value":"consulters"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EventTold"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoreEncounterResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoredEncounter"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"stands"}},{"kind":"Field","name":{"kind":"Name","value":"event"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Told"}}]}},{"kind":"Field","name":{"kind":"Name","value":"plans"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Told"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<CancelEncounterEventMutation, CancelEncounterEventMutationVariables>;
export const IngestLabReportsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"IngestLabReports"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LabReportsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ingestLabReports"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoredReports"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reports"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<IngestLabReportsMutation, IngestLabReportsMutationVariables>;
export const IngestDocumentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"IngestDocument"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DocumentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ingestDocument"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhatBecame"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhatBecame"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoreResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Stored"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<IngestDocumentMutation, IngestDocumentMutationVariables>;
export const PublishLetterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PublishLetter"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PublishLetterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publishLetter"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhatBecame"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhatBecame"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoreResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Stored"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<PublishLetterMutation, PublishLetterMutationVariables>;
export const HoldLetterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"HoldLetter"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"HoldLetterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"holdLetter"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhatBecame"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhatBecame"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoreResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Stored"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<HoldLetterMutation, HoldLetterMutationVariables>;
export const IngestCarePlanDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"IngestCarePlan"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DocumentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ingestCarePlan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhatBecame"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhatBecame"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoreResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Stored"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<IngestCarePlanMutation, IngestCarePlanMutationVariables>;
export const ReplaceSourceListsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReplaceSourceLists"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SourceListsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replaceSourceLists"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoredLists"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lists"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<ReplaceSourceListsMutation, ReplaceSourceListsMutationVariables>;
export const DeleteDocumentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteDocument"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteDocumentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteDocument"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhatBecame"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhatBecame"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoreResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Stored"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<DeleteDocumentMutation, DeleteDocumentMutationVariables>;
export const WithdrawLetterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WithdrawLetter"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WithdrawLetterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"withdrawLetter"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhatBecame"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhatBecame"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoreResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Stored"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<WithdrawLetterMutation, WithdrawLetterMutationVariables>;
export const PutAppointmentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PutAppointment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PutAppointmentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"putAppointment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhatBecame"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhatBecame"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoreResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Stored"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<PutAppointmentMutation, PutAppointmentMutationVariables>;
export const SetAppointmentStatusDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetAppointmentStatus"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetAppointmentStatusInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setAppointmentStatus"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhatBecame"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhatBecame"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoreResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Stored"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<SetAppointmentStatusMutation, SetAppointmentStatusMutationVariables>;
export const ChangeAppointmentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangeAppointment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeAppointmentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changeAppointment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhatBecame"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhatBecame"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoreResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Stored"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<ChangeAppointmentMutation, ChangeAppointmentMutationVariables>;
export const OpenMessageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OpenMessage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OpenMessageInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openMessage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OpenedMessage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgement"}},{"kind":"Field","name":{"kind":"Name","value":"wantsAddressee"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<OpenMessageMutation, OpenMessageMutationVariables>;
export const CloseMessageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseMessage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CloseMessageInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closeMessage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ClosedMessage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"acknowledgement"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<CloseMessageMutation, CloseMessageMutationVariables>;
export const MessageAddresseeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MessageAddressee"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"alias"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"messageAddressee"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"alias"},"value":{"kind":"Variable","name":{"kind":"Name","value":"alias"}}}]}]}}]} as unknown as DocumentNode<MessageAddresseeQuery, MessageAddresseeQueryVariables>;
export const UpsertPatientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpsertPatient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PatientFromFeedInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"upsertPatientFromFeed"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WherePlaced"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WherePlaced"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PlacePatientResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PlacedPatient"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patientId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"placement"}},{"kind":"Field","name":{"kind":"Name","value":"isLinked"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"codes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"set"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"display"}},{"kind":"Field","name":{"kind":"Name","value":"standard"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"HeldForReview"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<UpsertPatientMutation, UpsertPatientMutationVariables>;
export const MatchPatientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"MatchPatient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MatchPatientInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"matchPatientFromFeed"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WherePlaced"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WherePlaced"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PlacePatientResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PlacedPatient"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patientId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"placement"}},{"kind":"Field","name":{"kind":"Name","value":"isLinked"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"codes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"set"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"display"}},{"kind":"Field","name":{"kind":"Name","value":"standard"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"HeldForReview"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reasons"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<MatchPatientMutation, MatchPatientMutationVariables>;
export const LinkPatientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LinkPatient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LinkPatientInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"linkPatientFromFeed"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<LinkPatientMutation, LinkPatientMutationVariables>;
export const MergePatientsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"MergePatients"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MergeFromFeedInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mergePatientsFromFeed"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MergedFromFeed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patientId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<MergePatientsMutation, MergePatientsMutationVariables>;
export const PatientsForFeedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PatientsForFeed"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FeedQueryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patientsForFeed"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FeedPatients"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patients"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PatientInAnswer"}}]}},{"kind":"Field","name":{"kind":"Name","value":"more"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PatientInAnswer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FeedPatient"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lastUpdated"}},{"kind":"Field","name":{"kind":"Name","value":"identifiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"authority"}},{"kind":"Field","name":{"kind":"Name","value":"typeCode"}},{"kind":"Field","name":{"kind":"Name","value":"verification"}}]}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"familyName"}},{"kind":"Field","name":{"kind":"Name","value":"givenName"}},{"kind":"Field","name":{"kind":"Name","value":"middleNames"}},{"kind":"Field","name":{"kind":"Name","value":"dateOfBirth"}},{"kind":"Field","name":{"kind":"Name","value":"gender"}},{"kind":"Field","name":{"kind":"Name","value":"deceased"}},{"kind":"Field","name":{"kind":"Name","value":"deceasedAt"}},{"kind":"Field","name":{"kind":"Name","value":"language"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"emails"}},{"kind":"Field","name":{"kind":"Name","value":"address"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lines"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}},{"kind":"Field","name":{"kind":"Name","value":"country"}}]}},{"kind":"Field","name":{"kind":"Name","value":"primaryCare"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"practiceName"}},{"kind":"Field","name":{"kind":"Name","value":"practiceCode"}},{"kind":"Field","name":{"kind":"Name","value":"practitionerName"}},{"kind":"Field","name":{"kind":"Name","value":"practitionerCode"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<PatientsForFeedQuery, PatientsForFeedQueryVariables>;
export const MessageTextDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MessageText"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"messageId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"messageText"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"messageId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"messageId"}}}]}]}}]} as unknown as DocumentNode<MessageTextQuery, MessageTextQueryVariables>;
export const TakeMessagesToSendAgainDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TakeMessagesToSendAgain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"takeMessagesToSendAgain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"leave"}}]}}]}}]} as unknown as DocumentNode<TakeMessagesToSendAgainMutation, TakeMessagesToSendAgainMutationVariables>;
export const MessageSentAgainDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"MessageSentAgain"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"messageSentAgain"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<MessageSentAgainMutation, MessageSentAgainMutationVariables>;
export const ForgottenMessagesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ForgottenMessages"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"forgottenMessages"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"leave"}}]}}]}}]} as unknown as DocumentNode<ForgottenMessagesQuery, ForgottenMessagesQueryVariables>;
export const AddressMessageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddressMessage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddressMessageInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addressMessage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<AddressMessageMutation, AddressMessageMutationVariables>;
export const TakeDecidedMessagesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TakeDecidedMessages"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"takeDecidedMessages"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"leave"}}]}}]}}]} as unknown as DocumentNode<TakeDecidedMessagesMutation, TakeDecidedMessagesMutationVariables>;
export const SettleMessageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SettleMessage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SettleMessageInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settleMessage"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<SettleMessageMutation, SettleMessageMutationVariables>;
export const SettleReviewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SettleReview"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SettleReviewInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settleReview"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyRefused"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyRefused"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<SettleReviewMutation, SettleReviewMutationVariables>;