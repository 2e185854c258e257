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

/** A privacy label: patients share by these four. */
export type Label =
  | 'GENERAL_HEALTH'
  | 'MENTAL_HEALTH'
  | 'SEXUAL_HEALTH'
  | 'SOCIAL_CARE';

/** To whom a letter is, in the words of its sender. */
export type LetterAddresseeInput = {
  /** One to ten; those of systems unknown here are passed over. */
  readonly identifiers: ReadonlyArray<ReceivedIdentifierInput>;
  /** What the sender knows of the person: compared where the organisation wants that, never kept. */
  readonly person?: DemographicsInput | null | undefined;
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
  /** For which team a coordinator does it; a client that is tied to one does it for that one. */
  readonly teamId?: string | null | undefined;
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

export type WithdrawLetterInput = {
  /** TXA-12.1 */
  readonly externalId: string;
  readonly message: SourceMessageInput;
  readonly placement: string;
};

export type ReceivePatientMutationVariables = Exact<{
  input: ReceivedPatientInput;
}>;


export type ReceivePatientMutation = { readonly receivePatient:
    | { readonly __typename: 'ReceivedPatient', readonly patientId: string, readonly outcome: FeedOutcome, readonly warnings: ReadonlyArray<{ readonly field: string, readonly message: string }> }
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
   };

export type PlaceLetterMutationVariables = Exact<{
  to: LetterAddresseeInput;
}>;


export type PlaceLetterMutation = { readonly placeLetter:
    | { readonly __typename: 'PlacedLetter', readonly patientId: string, readonly placement: string, readonly messageId: string, readonly warnings: ReadonlyArray<{ readonly field: string, readonly message: string }> }
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
   };

export type PutLetterDocumentMutationVariables = Exact<{
  input: DocumentInput;
}>;


export type PutLetterDocumentMutation = { readonly ingestDocument:
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
    | { readonly __typename: 'Stored', readonly id: string, readonly outcome: StoreOutcome }
   };

export type HandInLetterMutationVariables = Exact<{
  input: PublishLetterInput;
}>;


export type HandInLetterMutation = { readonly publishLetter:
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
    | { readonly __typename: 'Stored', readonly id: string, readonly outcome: StoreOutcome }
   };

export type TakeLetterBackMutationVariables = Exact<{
  letter: WithdrawLetterInput;
}>;


export type TakeLetterBackMutation = { readonly withdrawLetter:
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
    | { readonly __typename: 'Stored', readonly id: string, readonly outcome: StoreOutcome }
   };

export type TakeDocumentBackMutationVariables = Exact<{
  document: DeleteDocumentInput;
}>;


export type TakeDocumentBackMutation = { readonly deleteDocument:
    | { readonly __typename: 'Refusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null }
    | { readonly __typename: 'Stored', readonly id: string, readonly outcome: StoreOutcome }
   };

type WhatBecameOfIt_Refusal_Fragment = { readonly __typename: 'Refusal' };

type WhatBecameOfIt_Stored_Fragment = { readonly __typename: 'Stored', readonly id: string, readonly outcome: StoreOutcome };

export type WhatBecameOfItFragment =
  | WhatBecameOfIt_Refusal_Fragment
  | WhatBecameOfIt_Stored_Fragment
;

export type WhyNotFragment = { readonly kind: RefusalKind, readonly message: string, readonly field: string | null };

export const WhatBecameOfItFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhatBecameOfIt"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoreResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Stored"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}}]}}]} as unknown as DocumentNode<WhatBecameOfItFragment, unknown>;
export const WhyNotFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyNot"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<WhyNotFragment, unknown>;
export const ReceivePatientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReceivePatient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReceivedPatientInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"receivePatient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ReceivedPatient"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patientId"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<ReceivePatientMutation, ReceivePatientMutationVariables>;
export const PlaceLetterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PlaceLetter"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LetterAddresseeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"placeLetter"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PlacedLetter"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patientId"}},{"kind":"Field","name":{"kind":"Name","value":"placement"}},{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyNot"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyNot"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<PlaceLetterMutation, PlaceLetterMutationVariables>;
export const PutLetterDocumentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PutLetterDocument"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DocumentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ingestDocument"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhatBecameOfIt"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyNot"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhatBecameOfIt"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoreResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Stored"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyNot"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<PutLetterDocumentMutation, PutLetterDocumentMutationVariables>;
export const HandInLetterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"HandInLetter"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PublishLetterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publishLetter"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhatBecameOfIt"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyNot"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhatBecameOfIt"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoreResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Stored"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyNot"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<HandInLetterMutation, HandInLetterMutationVariables>;
export const TakeLetterBackDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TakeLetterBack"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"letter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WithdrawLetterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"withdrawLetter"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"letter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhatBecameOfIt"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyNot"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhatBecameOfIt"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoreResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Stored"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyNot"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<TakeLetterBackMutation, TakeLetterBackMutationVariables>;
export const TakeDocumentBackDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TakeDocumentBack"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"document"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteDocumentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteDocument"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"document"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhatBecameOfIt"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"WhyNot"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhatBecameOfIt"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StoreResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Stored"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WhyNot"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]} as unknown as DocumentNode<TakeDocumentBackMutation, TakeDocumentBackMutationVariables>;