/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** An e-mail that has come back. */
export type NoteBounceInput = {
  readonly address: string;
  /** Whom it told of something new. */
  readonly patientId?: string | null | undefined;
  /** What its server said. */
  readonly problem: string;
};

/** What came of an e-mail. */
export type SettleMailInput = {
  /** Whether it is done with: sent, or refused for good. Else it is tried again. */
  readonly done: boolean;
  readonly id: string;
  /** With `refusedAddress`: what its server said. */
  readonly problem?: string | null | undefined;
  /** The address, where its server refused it for good. */
  readonly refusedAddress?: string | null | undefined;
  readonly turn: string;
};

/** What came of a notice. */
export type SettleNoticeInput = {
  /** Whether it is done with: sent, or to be sent to nobody. Else it is tried again. */
  readonly done: boolean;
  readonly patientId: string;
  /** With `refusedAddress`: what its server said. */
  readonly problem?: string | null | undefined;
  /** The address, where its server refused it for good. */
  readonly refusedAddress?: string | null | undefined;
  readonly turn: string;
};

export type TakeNoticesMutationVariables = Exact<{
  first: number;
}>;


export type TakeNoticesMutation = { readonly takeNotices: ReadonlyArray<{ readonly patientId: string, readonly turn: string, readonly kinds: ReadonlyArray<string>, readonly unsubscribe: string }>, readonly takeMails: ReadonlyArray<{ readonly id: string, readonly turn: string, readonly kind: string, readonly to: string, readonly token: string | null }> };

export type NoticeToSendFragment = { readonly patientId: string, readonly turn: string, readonly kinds: ReadonlyArray<string>, readonly unsubscribe: string };

export type MailToWriteFragment = { readonly id: string, readonly turn: string, readonly kind: string, readonly to: string, readonly token: string | null };

export type SettleMailsMutationVariables = Exact<{
  mails: ReadonlyArray<SettleMailInput> | SettleMailInput;
}>;


export type SettleMailsMutation = { readonly settleMails:
    | { readonly __typename: 'Refusal', readonly message: string }
    | { readonly __typename: 'SettledMails', readonly settled: number }
   };

export type RecipientsQueryVariables = Exact<{
  patients: ReadonlyArray<string> | string;
}>;


export type RecipientsQuery = { readonly recipients: ReadonlyArray<{ readonly patientId: string, readonly email: string, readonly registered: boolean }> };

export type RefusedAddressesQueryVariables = Exact<{
  addresses: ReadonlyArray<string> | string;
}>;


export type RefusedAddressesQuery = { readonly refusedAddresses: ReadonlyArray<string> };

export type LettersNotifiedMutationVariables = Exact<{
  patients: ReadonlyArray<string> | string;
}>;


export type LettersNotifiedMutation = { readonly lettersNotified: ReadonlyArray<string> };

export type SettleNoticesMutationVariables = Exact<{
  notices: ReadonlyArray<SettleNoticeInput> | SettleNoticeInput;
}>;


export type SettleNoticesMutation = { readonly settleNotices:
    | { readonly __typename: 'Refusal', readonly message: string }
    | { readonly __typename: 'SettledNotices', readonly settled: number }
   };

export type UnsubscribeMutationVariables = Exact<{
  link: string;
}>;


export type UnsubscribeMutation = { readonly unsubscribe:
    | { readonly __typename: 'EmailNotifications', readonly on: boolean }
    | { readonly __typename: 'Refusal', readonly message: string }
   };

export type TellLeavingCarersMutationVariables = Exact<{ [key: string]: never; }>;


export type TellLeavingCarersMutation = { readonly tellLeavingCarers: number };

export type NewsWaitingQueryVariables = Exact<{
  within: number;
  wait: number;
}>;


export type NewsWaitingQuery = { readonly workWaiting: boolean };

export type NoteBounceMutationVariables = Exact<{
  input: NoteBounceInput;
}>;


export type NoteBounceMutation = { readonly noteBounce:
    | { readonly __typename: 'Refusal', readonly message: string }
    | { readonly __typename: 'SettledNotices', readonly settled: number }
   };

export const NoticeToSendFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NoticeToSend"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Notice"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patientId"}},{"kind":"Field","name":{"kind":"Name","value":"turn"}},{"kind":"Field","name":{"kind":"Name","value":"kinds"}},{"kind":"Field","name":{"kind":"Name","value":"unsubscribe"}}]}}]} as unknown as DocumentNode<NoticeToSendFragment, unknown>;
export const MailToWriteFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MailToWrite"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MailToSend"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"turn"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"token"}}]}}]} as unknown as DocumentNode<MailToWriteFragment, unknown>;
export const TakeNoticesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TakeNotices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"takeNotices"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"NoticeToSend"}}]}},{"kind":"Field","name":{"kind":"Name","value":"takeMails"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MailToWrite"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"NoticeToSend"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Notice"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patientId"}},{"kind":"Field","name":{"kind":"Name","value":"turn"}},{"kind":"Field","name":{"kind":"Name","value":"kinds"}},{"kind":"Field","name":{"kind":"Name","value":"unsubscribe"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MailToWrite"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MailToSend"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"turn"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"to"}},{"kind":"Field","name":{"kind":"Name","value":"token"}}]}}]} as unknown as DocumentNode<TakeNoticesMutation, TakeNoticesMutationVariables>;
export const SettleMailsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SettleMails"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"mails"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SettleMailInput"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settleMails"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"mails"},"value":{"kind":"Variable","name":{"kind":"Name","value":"mails"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SettledMails"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settled"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SettleMailsMutation, SettleMailsMutationVariables>;
export const RecipientsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Recipients"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"patients"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recipients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"patients"},"value":{"kind":"Variable","name":{"kind":"Name","value":"patients"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patientId"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"registered"}}]}}]}}]} as unknown as DocumentNode<RecipientsQuery, RecipientsQueryVariables>;
export const RefusedAddressesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RefusedAddresses"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"addresses"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refusedAddresses"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"addresses"},"value":{"kind":"Variable","name":{"kind":"Name","value":"addresses"}}}]}]}}]} as unknown as DocumentNode<RefusedAddressesQuery, RefusedAddressesQueryVariables>;
export const LettersNotifiedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LettersNotified"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"patients"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lettersNotified"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"patients"},"value":{"kind":"Variable","name":{"kind":"Name","value":"patients"}}}]}]}}]} as unknown as DocumentNode<LettersNotifiedMutation, LettersNotifiedMutationVariables>;
export const SettleNoticesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SettleNotices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"notices"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SettleNoticeInput"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settleNotices"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"notices"},"value":{"kind":"Variable","name":{"kind":"Name","value":"notices"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SettledNotices"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settled"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SettleNoticesMutation, SettleNoticesMutationVariables>;
export const UnsubscribeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Unsubscribe"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"link"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unsubscribe"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"link"},"value":{"kind":"Variable","name":{"kind":"Name","value":"link"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EmailNotifications"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"on"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<UnsubscribeMutation, UnsubscribeMutationVariables>;
export const TellLeavingCarersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TellLeavingCarers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tellLeavingCarers"}}]}}]} as unknown as DocumentNode<TellLeavingCarersMutation, TellLeavingCarersMutationVariables>;
export const NewsWaitingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NewsWaiting"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"within"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"wait"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"workWaiting"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"topic"},"value":{"kind":"EnumValue","value":"EVENTS"}},{"kind":"Argument","name":{"kind":"Name","value":"within"},"value":{"kind":"Variable","name":{"kind":"Name","value":"within"}}},{"kind":"Argument","name":{"kind":"Name","value":"wait"},"value":{"kind":"Variable","name":{"kind":"Name","value":"wait"}}}]}]}}]} as unknown as DocumentNode<NewsWaitingQuery, NewsWaitingQueryVariables>;
export const NoteBounceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"NoteBounce"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"NoteBounceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"noteBounce"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SettledNotices"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settled"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<NoteBounceMutation, NoteBounceMutationVariables>;