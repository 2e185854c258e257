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

/** A code of a code system; at least a code or words to display. */
export type CodingInput = {
  readonly code?: string | null | undefined;
  readonly display?: string | null | undefined;
  readonly system?: string | null | undefined;
};

/** A record into which a resource is about to be put. */
export type CustomerHomeInput = {
  readonly item: string;
  readonly patient: string;
};

/** An identifier of a Patient in a customer’s store, as FHIR has it. */
export type CustomerIdentifierInput = {
  readonly system: string;
  readonly value: string;
  /** The code of its NHS number verification status. */
  readonly verification?: string | null | undefined;
};

/** What became of a change. */
export type CustomerOutcomeInput = {
  /** For the customer: why it is kept, or what of it R4 does not say as it was said. */
  readonly detail?: string | null | undefined;
  /** The resource is deleted, and nothing of it is to be seen in any record. */
  readonly gone: boolean;
  readonly item: string;
  readonly patient?: string | null | undefined;
  /** Absent: it is in the record of `patient` or, without one, in the directory. */
  readonly reason?: KeptReason | null | undefined;
  /** When it is to be tried again, whatever happens. */
  readonly retryAt?: string | null | undefined;
  readonly seen: string;
  /** The Patient of the same store whom it is about. */
  readonly subject?: string | null | undefined;
  /** The version of that Patient that was seen; absent: there was none. */
  readonly subjectVersion?: number | null | undefined;
  readonly version: number;
};

/** A Patient of a customer’s store. */
export type CustomerPatientInput = {
  readonly dateOfBirth?: string | null | undefined;
  readonly demographics: DemographicsInput;
  readonly identifiers: ReadonlyArray<CustomerIdentifierInput>;
  /** Which version it is, and when it was written. */
  readonly message: FeedMessageInput;
  /** The organisation whose store it is. */
  readonly organisation: string;
  /** It was written itself; else it is only referred to. */
  readonly written: boolean;
};

/** A resource of a customer’s own store, as it is to stand in a patient’s record. */
export type CustomerRecordInput = {
  /** What it is: maps of codes may give it a label. */
  readonly codes: ReadonlyArray<CodingInput>;
  /** The record in which an earlier version of it lies. */
  readonly home?: string | null | undefined;
  /** The label that the resource itself names. */
  readonly label?: Label | null | undefined;
  readonly placement: string;
  /** R4, as JSON text; references are those of the customer’s store. */
  readonly resource: string;
  readonly source: CustomerSourceInput;
  readonly specialty?: CodingInput | null | undefined;
  /** The Patient of that store whom it is about. */
  readonly subject?: string | null | undefined;
};

/** What is to be written into patients’ records, all of it or none. */
export type CustomerRecordsInput = {
  readonly hidden: ReadonlyArray<HiddenCustomerRecordInput>;
  readonly records: ReadonlyArray<CustomerRecordInput>;
};

/** One version of a resource in a customer’s own store. */
export type CustomerSourceInput = {
  readonly feed: string;
  /** The id that it has there. */
  readonly id: string;
  /** The organisation whose feed it is. */
  readonly organisation: string;
  readonly type: string;
  readonly version: number;
  /** When this version was written. */
  readonly writtenAt: string;
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

/** A resource of a customer’s own store, as it is to stand in the directory. */
export type DirectoryRecordInput = {
  /** R4, as JSON text; references are those of the customer’s store. */
  readonly resource: string;
  readonly source: CustomerSourceInput;
};

/** What is to be written into the directory, all of it or none. */
export type DirectoryRecordsInput = {
  /** What is gone, or is not for everybody any more. */
  readonly hidden: ReadonlyArray<CustomerSourceInput>;
  readonly listed: ReadonlyArray<DirectoryRecordInput>;
};

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

/** As the sender coded it; FHIR says other for INDETERMINATE. */
export type Gender =
  | 'FEMALE'
  | 'INDETERMINATE'
  | 'MALE'
  | 'UNKNOWN';

/** A resource that is no longer to be seen in a record: it is gone, or is about somebody else. */
export type HiddenCustomerRecordInput = {
  readonly patient: string;
  readonly source: CustomerSourceInput;
};

/** Why a resource of a customer’s own store is neither in a patient’s record nor in the directory. */
export type KeptReason =
  | 'AMBIGUOUS_PATIENT'
  | 'CONVERSION'
  | 'FAILED'
  | 'INCOMPLETE_PATIENT'
  | 'INVALID_NUMBER'
  /** Everybody may read the directory, and this tells something of somebody. */
  | 'NOT_FOR_EVERYBODY'
  | 'NO_NATIONAL_NUMBER'
  | 'NO_SUBJECT'
  | 'PATIENT_MISSING'
  | 'PERSON_DIFFERS'
  | 'REFUSED'
  | 'TYPE_NOT_AGGREGATED'
  | 'UNVERIFIED_NUMBER';

/** A privacy label: patients share by these four. */
export type Label =
  | 'GENERAL_HEALTH'
  | 'MENTAL_HEALTH'
  | 'SEXUAL_HEALTH'
  | 'SOCIAL_CARE';

/** Where the changes of one turn are about to be put. */
export type NoteCustomerHomesInput = {
  readonly homes: ReadonlyArray<CustomerHomeInput>;
  readonly turn: string;
};

/** Patients of customers’ stores whose records are looked for. */
export type PlaceCustomerPatientsInput = {
  readonly patients: ReadonlyArray<CustomerPatientInput>;
};

export type PrimaryCareInput = {
  readonly practiceCode?: string | null | undefined;
  readonly practiceName?: string | null | undefined;
  readonly practitionerCode?: string | null | undefined;
  readonly practitionerName?: string | null | undefined;
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

/** What became of the changes of one turn. */
export type SettleCustomerChangesInput = {
  readonly outcomes: ReadonlyArray<CustomerOutcomeInput>;
  readonly turn: string;
};

/** Why no record was found for a Patient of a customer’s store. */
export type UnplacedReason =
  | 'AMBIGUOUS_PATIENT'
  | 'INCOMPLETE_PATIENT'
  | 'INVALID_NUMBER'
  | 'NO_NATIONAL_NUMBER'
  | 'PERSON_DIFFERS'
  | 'REFUSED'
  | 'UNVERIFIED_NUMBER';

export type TakeCustomerChangesMutationVariables = Exact<{
  first: number;
}>;


export type TakeCustomerChangesMutation = { readonly takeCustomerChanges: { readonly turn: string, readonly changes: ReadonlyArray<{ readonly item: string, readonly seen: string, readonly feed: string, readonly organisation: string, readonly fhirVersion: string, readonly type: string, readonly id: string, readonly version: number, readonly writtenAt: string, readonly resource: string | null, readonly subject: string | null, readonly home: string | null, readonly doubts: ReadonlyArray<string>, readonly attempts: number }>, readonly subjects: ReadonlyArray<{ readonly feed: string, readonly id: string, readonly version: number, readonly writtenAt: string, readonly resource: string }> } };

export type ChangeToPlaceFragment = { readonly item: string, readonly seen: string, readonly feed: string, readonly organisation: string, readonly fhirVersion: string, readonly type: string, readonly id: string, readonly version: number, readonly writtenAt: string, readonly resource: string | null, readonly subject: string | null, readonly home: string | null, readonly doubts: ReadonlyArray<string>, readonly attempts: number };

export type SubjectOfChangesFragment = { readonly feed: string, readonly id: string, readonly version: number, readonly writtenAt: string, readonly resource: string };

export type PlaceCustomerPatientsMutationVariables = Exact<{
  input: PlaceCustomerPatientsInput;
}>;


export type PlaceCustomerPatientsMutation = { readonly placeCustomerPatients: { readonly patients: ReadonlyArray<{ readonly patientId: string | null, readonly placement: string | null, readonly reason: UnplacedReason | null, readonly detail: string | null }> } };

export type NoteCustomerHomesMutationVariables = Exact<{
  input: NoteCustomerHomesInput;
}>;


export type NoteCustomerHomesMutation = { readonly lasts: boolean };

export type PutCustomerRecordsMutationVariables = Exact<{
  input: CustomerRecordsInput;
}>;


export type PutCustomerRecordsMutation = { readonly put:
    | { readonly __typename: 'CustomerRecordsStored', readonly homes: ReadonlyArray<string> }
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
   };

export type PutCustomerAppointmentsMutationVariables = Exact<{
  input: CustomerRecordsInput;
}>;


export type PutCustomerAppointmentsMutation = { readonly put:
    | { readonly __typename: 'CustomerRecordsStored', readonly homes: ReadonlyArray<string> }
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
   };

type WherePut_CustomerRecordsStored_Fragment = { readonly __typename: 'CustomerRecordsStored', readonly homes: ReadonlyArray<string> };

type WherePut_Refusal_Fragment = { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null };

export type WherePutFragment =
  | WherePut_CustomerRecordsStored_Fragment
  | WherePut_Refusal_Fragment
;

export type SettleCustomerChangesMutationVariables = Exact<{
  input: SettleCustomerChangesInput;
}>;


export type SettleCustomerChangesMutation = { readonly settleCustomerChanges:
    | { readonly __typename: 'Refusal', readonly message: string }
    | { readonly __typename: 'SettledCustomerChanges', readonly settled: number }
   };

export type CustomerChangesWaitingQueryVariables = Exact<{
  within: number;
  wait: number;
}>;


export type CustomerChangesWaitingQuery = { readonly workWaiting: boolean };

export type PutDirectoryRecordsMutationVariables = Exact<{
  input: DirectoryRecordsInput;
}>;


export type PutDirectoryRecordsMutation = { readonly put:
    | { readonly __typename: 'DirectoryRecordsStored', readonly stored: number }
    | { readonly __typename: 'Refusal', readonly message: string, readonly field: string | null }
   };

export const ChangeToPlaceFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeToPlace"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"item"}},{"kind":"Field","name":{"kind":"Name","value":"seen"}},{"kind":"Field","name":{"kind":"Name","value":"feed"}},{"kind":"Field","name":{"kind":"Name","value":"organisation"}},{"kind":"Field","name":{"kind":"Name","value":"fhirVersion"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"writtenAt"}},{"kind":"Field","name":{"kind":"Name","value":"resource"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"home"}},{"kind":"Field","name":{"kind":"Name","value":"doubts"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}}]}}]} as unknown as DocumentNode<ChangeToPlaceFragment, unknown>;
export const SubjectOfChangesFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SubjectOfChanges"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerSubject"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"feed"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"writtenAt"}},{"kind":"Field","name":{"kind":"Name","value":"resource"}}]}}]} as unknown as DocumentNode<SubjectOfChangesFragment, unknown>;
export const WherePutFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WherePut"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerRecordsResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerRecordsStored"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"homes"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]} as unknown as DocumentNode<WherePutFragment, unknown>;
export const TakeCustomerChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TakeCustomerChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"takeCustomerChanges"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"turn"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeToPlace"}}]}},{"kind":"Field","name":{"kind":"Name","value":"subjects"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SubjectOfChanges"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeToPlace"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"item"}},{"kind":"Field","name":{"kind":"Name","value":"seen"}},{"kind":"Field","name":{"kind":"Name","value":"feed"}},{"kind":"Field","name":{"kind":"Name","value":"organisation"}},{"kind":"Field","name":{"kind":"Name","value":"fhirVersion"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"writtenAt"}},{"kind":"Field","name":{"kind":"Name","value":"resource"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"home"}},{"kind":"Field","name":{"kind":"Name","value":"doubts"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SubjectOfChanges"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerSubject"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"feed"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"writtenAt"}},{"kind":"Field","name":{"kind":"Name","value":"resource"}}]}}]} as unknown as DocumentNode<TakeCustomerChangesMutation, TakeCustomerChangesMutationVariables>;
export const PlaceCustomerPatientsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PlaceCustomerPatients"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PlaceCustomerPatientsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"placeCustomerPatients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patients"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patientId"}},{"kind":"Field","name":{"kind":"Name","value":"placement"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}}]}}]}}]} as unknown as DocumentNode<PlaceCustomerPatientsMutation, PlaceCustomerPatientsMutationVariables>;
export const NoteCustomerHomesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"NoteCustomerHomes"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"NoteCustomerHomesInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"lasts"},"name":{"kind":"Name","value":"noteCustomerHomes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}]}]}}]} as unknown as DocumentNode<NoteCustomerHomesMutation, NoteCustomerHomesMutationVariables>;
export const PutCustomerRecordsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PutCustomerRecords"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerRecordsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"put"},"name":{"kind":"Name","value":"putCustomerRecords"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WherePut"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WherePut"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerRecordsResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerRecordsStored"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"homes"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]} as unknown as DocumentNode<PutCustomerRecordsMutation, PutCustomerRecordsMutationVariables>;
export const PutCustomerAppointmentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PutCustomerAppointments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerRecordsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"put"},"name":{"kind":"Name","value":"putCustomerAppointments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WherePut"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WherePut"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerRecordsResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerRecordsStored"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"homes"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]} as unknown as DocumentNode<PutCustomerAppointmentsMutation, PutCustomerAppointmentsMutationVariables>;
export const SettleCustomerChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SettleCustomerChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SettleCustomerChangesInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settleCustomerChanges"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SettledCustomerChanges"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settled"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SettleCustomerChangesMutation, SettleCustomerChangesMutationVariables>;
export const CustomerChangesWaitingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CustomerChangesWaiting"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"within"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"wait"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workWaiting"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"topic"},"value":{"kind":"EnumValue","value":"CUSTOMER_CHANGES"}},{"kind":"Argument","name":{"kind":"Name","value":"within"},"value":{"kind":"Variable","name":{"kind":"Name","value":"within"}}},{"kind":"Argument","name":{"kind":"Name","value":"wait"},"value":{"kind":"Variable","name":{"kind":"Name","value":"wait"}}}]}]}}]} as unknown as DocumentNode<CustomerChangesWaitingQuery, CustomerChangesWaitingQueryVariables>;
export const PutDirectoryRecordsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PutDirectoryRecords"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DirectoryRecordsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"put"},"name":{"kind":"Name","value":"putDirectoryRecords"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DirectoryRecordsStored"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stored"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<PutDirectoryRecordsMutation, PutDirectoryRecordsMutationVariables>;