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

/** STALE: a newer message was here first, and nothing changed. MATCHED: the record was found, not touched. */
export type FeedOutcome =
  | 'CREATED'
  | 'MATCHED'
  | 'STALE'
  | 'UNCHANGED'
  | 'UPDATED';

/** As the sender coded it; FHIR says other for INDETERMINATE. */
export type Gender =
  | 'FEMALE'
  | 'INDETERMINATE'
  | 'MALE'
  | 'UNKNOWN';

export type PrimaryCareInput = {
  readonly practiceCode?: string | null | undefined;
  readonly practiceName?: string | null | undefined;
  readonly practitionerCode?: string | null | undefined;
  readonly practitionerName?: string | null | undefined;
};

/** An identifier of a patient, by its system. */
export type ReceivedIdentifierInput = {
  readonly system: string;
  readonly value: string;
  /** The code of its NHS number verification status. */
  readonly verification?: string | null | undefined;
};

/** A patient whom a partner creates or changes for the organisation that it acts for. */
export type ReceivedPatientInput = {
  readonly demographics: DemographicsInput;
  /** Tells the same message again from another: a digest of what was sent. */
  readonly digest: string;
  readonly identifiers: ReadonlyArray<ReceivedIdentifierInput>;
  /** When the sender wrote it; absent: now. */
  readonly sentAt?: string | null | undefined;
  /** Aliases of the teams to link, the default team’s among them; absent means the default team. */
  readonly teams?: ReadonlyArray<string> | null | undefined;
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

export type ReceivePatientMutationVariables = Exact<{
  input: ReceivedPatientInput;
}>;


export type ReceivePatientMutation = { readonly receivePatient:
    | { readonly __typename: 'ReceivedPatient', readonly patientId: string, readonly outcome: FeedOutcome, readonly warnings: ReadonlyArray<{ readonly field: string, readonly message: string }> }
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
   };


export const ReceivePatientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReceivePatient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReceivedPatientInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"receivePatient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ReceivedPatient"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patientId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<ReceivePatientMutation, ReceivePatientMutationVariables>;