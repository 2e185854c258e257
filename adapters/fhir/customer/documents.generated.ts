/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Fixed for each feed. */
export type CustomerFhirVersion =
  | 'R4'
  | 'STU3';

/** One write into a customer’s store. */
export type CustomerOperationInput = {
  /** A FHIR search of the type: do it to what this finds. */
  readonly condition?: string | null | undefined;
  /** Only where this is the current version; 0: where there is none. */
  readonly expected?: number | null | undefined;
  /** The name by which others of these operations refer to this. */
  readonly fullUrl?: string | null | undefined;
  /** Absent in a creation, and where `condition` says which. */
  readonly id?: string | null | undefined;
  readonly kind: CustomerOperationKind;
  /** The resource as JSON text; of a PATCH a JSON Patch or Parameters. */
  readonly resource?: string | null | undefined;
  /** A conditional deletion may delete several. */
  readonly several?: boolean | null | undefined;
  readonly type: string;
};

/** What is done to a resource. */
export type CustomerOperationKind =
  | 'CREATE'
  | 'DELETE'
  | 'PATCH'
  | 'UPDATE';

/** FOUND: a conditional creation found one that is there, and nothing was written. */
export type CustomerOutcome =
  | 'CREATED'
  | 'DELETED'
  | 'FOUND'
  | 'UPDATED';

/** Writes into a customer’s store. */
export type CustomerWriteInput = {
  /** A transaction: all or none. Otherwise each stands for itself. */
  readonly atomic: boolean;
  readonly feed: string;
  readonly operations: ReadonlyArray<CustomerOperationInput>;
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

export type ImportIntoCustomerFeedMutationVariables = Exact<{
  feed: string;
  ndjson: string;
}>;


export type ImportIntoCustomerFeedMutation = { readonly importIntoCustomerFeed:
    | { readonly __typename: 'CustomerImport', readonly created: number, readonly updated: number, readonly refused: ReadonlyArray<{ readonly line: number, readonly refusal: { readonly kind: RefusalKind, readonly message: string, readonly field: string | null, readonly issues: ReadonlyArray<{ readonly severity: string, readonly code: string, readonly expression: string, readonly diagnostics: string }> | null } }> }
    | { readonly __typename: 'CustomerRefusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null, readonly issues: ReadonlyArray<{ readonly severity: string, readonly code: string, readonly expression: string, readonly diagnostics: string }> | null }
   };

export type ReadCustomerResourceQueryVariables = Exact<{
  feed: string;
  type: string;
  id: string;
  version?: number | null | undefined;
}>;


export type ReadCustomerResourceQuery = { readonly customerFeed: { readonly version: CustomerFhirVersion, readonly resource: { readonly type: string, readonly id: string, readonly version: number, readonly lastUpdated: string, readonly deleted: boolean, readonly method: string, readonly resource: string | null } | null } | null };

export type SearchCustomerFeedQueryVariables = Exact<{
  feed: string;
  type?: string | null | undefined;
  compartment?: string | null | undefined;
  query: string;
  first: number;
  after?: string | null | undefined;
}>;


export type SearchCustomerFeedQuery = { readonly customerFeed: { readonly version: CustomerFhirVersion, readonly page: { readonly total: number | null, readonly next: string | null, readonly ignored: ReadonlyArray<string>, readonly items: ReadonlyArray<{ readonly type: string, readonly id: string, readonly version: number, readonly lastUpdated: string, readonly deleted: boolean, readonly method: string, readonly resource: string | null }>, readonly included: ReadonlyArray<{ readonly type: string, readonly id: string, readonly version: number, readonly lastUpdated: string, readonly deleted: boolean, readonly method: string, readonly resource: string | null }> } | null } | null };

export type HistoryOfCustomerFeedQueryVariables = Exact<{
  feed: string;
  type?: string | null | undefined;
  id?: string | null | undefined;
  since?: string | null | undefined;
  atFrom?: string | null | undefined;
  atTo?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type HistoryOfCustomerFeedQuery = { readonly customerFeed: { readonly version: CustomerFhirVersion, readonly page: { readonly total: number | null, readonly next: string | null, readonly ignored: ReadonlyArray<string>, readonly items: ReadonlyArray<{ readonly type: string, readonly id: string, readonly version: number, readonly lastUpdated: string, readonly deleted: boolean, readonly method: string, readonly resource: string | null }>, readonly included: ReadonlyArray<{ readonly type: string, readonly id: string, readonly version: number, readonly lastUpdated: string, readonly deleted: boolean, readonly method: string, readonly resource: string | null }> } | null } | null };

export type CapabilitiesOfCustomerFeedQueryVariables = Exact<{
  feed: string;
}>;


export type CapabilitiesOfCustomerFeedQuery = { readonly customerCapabilities: { readonly version: CustomerFhirVersion, readonly types: ReadonlyArray<{ readonly name: string, readonly parameters: ReadonlyArray<{ readonly name: string, readonly kind: string }> }> } | null };

export type WriteCustomerFeedMutationVariables = Exact<{
  input: CustomerWriteInput;
  withResources: boolean;
}>;


export type WriteCustomerFeedMutation = { readonly writeCustomerFeed:
    | { readonly __typename: 'CustomerRefusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null, readonly issues: ReadonlyArray<{ readonly severity: string, readonly code: string, readonly expression: string, readonly diagnostics: string }> | null }
    | { readonly __typename: 'CustomerWrites', readonly outcomes: ReadonlyArray<
        | { readonly __typename: 'CustomerRefusal', readonly kind: RefusalKind, readonly message: string, readonly field: string | null, readonly issues: ReadonlyArray<{ readonly severity: string, readonly code: string, readonly expression: string, readonly diagnostics: string }> | null }
        | { readonly __typename: 'CustomerWritten', readonly outcome: CustomerOutcome, readonly type: string, readonly id: string | null, readonly version: number | null, readonly lastUpdated: string | null, readonly resource?: string | null }
      > }
   };

export type CustomerRefusalForFhirFragment = { readonly kind: RefusalKind, readonly message: string, readonly field: string | null, readonly issues: ReadonlyArray<{ readonly severity: string, readonly code: string, readonly expression: string, readonly diagnostics: string }> | null };

export type CustomerResourceForFhirFragment = { readonly type: string, readonly id: string, readonly version: number, readonly lastUpdated: string, readonly deleted: boolean, readonly method: string, readonly resource: string | null };

export type CustomerPageForFhirFragment = { readonly total: number | null, readonly next: string | null, readonly ignored: ReadonlyArray<string>, readonly items: ReadonlyArray<{ readonly type: string, readonly id: string, readonly version: number, readonly lastUpdated: string, readonly deleted: boolean, readonly method: string, readonly resource: string | null }>, readonly included: ReadonlyArray<{ readonly type: string, readonly id: string, readonly version: number, readonly lastUpdated: string, readonly deleted: boolean, readonly method: string, readonly resource: string | null }> };

export type VersionOfCustomerFeedQueryVariables = Exact<{
  feed: string;
}>;


export type VersionOfCustomerFeedQuery = { readonly customerFeed: { readonly version: CustomerFhirVersion } | null };

export type FormOfCustomerFeedQueryVariables = Exact<{
  feed: string;
}>;


export type FormOfCustomerFeedQuery = { readonly customerCapabilities: { readonly version: CustomerFhirVersion } | null };

export const CustomerRefusalForFhirFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CustomerRefusalForFhir"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerRefusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expression"}},{"kind":"Field","name":{"kind":"Name","value":"diagnostics"}}]}}]}}]} as unknown as DocumentNode<CustomerRefusalForFhirFragment, unknown>;
export const CustomerResourceForFhirFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CustomerResourceForFhir"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerResource"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"lastUpdated"}},{"kind":"Field","name":{"kind":"Name","value":"deleted"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"resource"}}]}}]} as unknown as DocumentNode<CustomerResourceForFhirFragment, unknown>;
export const CustomerPageForFhirFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CustomerPageForFhir"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerPage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"next"}},{"kind":"Field","name":{"kind":"Name","value":"ignored"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CustomerResourceForFhir"}}]}},{"kind":"Field","name":{"kind":"Name","value":"included"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CustomerResourceForFhir"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CustomerResourceForFhir"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerResource"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"lastUpdated"}},{"kind":"Field","name":{"kind":"Name","value":"deleted"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"resource"}}]}}]} as unknown as DocumentNode<CustomerPageForFhirFragment, unknown>;
export const ImportIntoCustomerFeedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ImportIntoCustomerFeed"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"feed"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ndjson"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importIntoCustomerFeed"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"feed"},"value":{"kind":"Variable","name":{"kind":"Name","value":"feed"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"ndjson"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ndjson"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerImport"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"created"}},{"kind":"Field","name":{"kind":"Name","value":"updated"}},{"kind":"Field","name":{"kind":"Name","value":"refused"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"line"}},{"kind":"Field","name":{"kind":"Name","value":"refusal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CustomerRefusalForFhir"}}]}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CustomerRefusalForFhir"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CustomerRefusalForFhir"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerRefusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expression"}},{"kind":"Field","name":{"kind":"Name","value":"diagnostics"}}]}}]}}]} as unknown as DocumentNode<ImportIntoCustomerFeedMutation, ImportIntoCustomerFeedMutationVariables>;
export const ReadCustomerResourceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReadCustomerResource"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"feed"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"type"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerFeed"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"feed"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"resource"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"type"},"value":{"kind":"Variable","name":{"kind":"Name","value":"type"}}},{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CustomerResourceForFhir"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CustomerResourceForFhir"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerResource"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"lastUpdated"}},{"kind":"Field","name":{"kind":"Name","value":"deleted"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"resource"}}]}}]} as unknown as DocumentNode<ReadCustomerResourceQuery, ReadCustomerResourceQueryVariables>;
export const SearchCustomerFeedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SearchCustomerFeed"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"feed"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"type"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"compartment"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"query"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerFeed"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"feed"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","alias":{"kind":"Name","value":"page"},"name":{"kind":"Name","value":"search"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"type"},"value":{"kind":"Variable","name":{"kind":"Name","value":"type"}}},{"kind":"Argument","name":{"kind":"Name","value":"compartment"},"value":{"kind":"Variable","name":{"kind":"Name","value":"compartment"}}},{"kind":"Argument","name":{"kind":"Name","value":"query"},"value":{"kind":"Variable","name":{"kind":"Name","value":"query"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CustomerPageForFhir"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CustomerResourceForFhir"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerResource"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"lastUpdated"}},{"kind":"Field","name":{"kind":"Name","value":"deleted"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"resource"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CustomerPageForFhir"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerPage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"next"}},{"kind":"Field","name":{"kind":"Name","value":"ignored"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CustomerResourceForFhir"}}]}},{"kind":"Field","name":{"kind":"Name","value":"included"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CustomerResourceForFhir"}}]}}]}}]} as unknown as DocumentNode<SearchCustomerFeedQuery, SearchCustomerFeedQueryVariables>;
export const HistoryOfCustomerFeedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"HistoryOfCustomerFeed"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"feed"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"type"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"atFrom"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"atTo"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerFeed"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"feed"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","alias":{"kind":"Name","value":"page"},"name":{"kind":"Name","value":"history"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"type"},"value":{"kind":"Variable","name":{"kind":"Name","value":"type"}}},{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"since"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}},{"kind":"Argument","name":{"kind":"Name","value":"atFrom"},"value":{"kind":"Variable","name":{"kind":"Name","value":"atFrom"}}},{"kind":"Argument","name":{"kind":"Name","value":"atTo"},"value":{"kind":"Variable","name":{"kind":"Name","value":"atTo"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CustomerPageForFhir"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CustomerResourceForFhir"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerResource"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"lastUpdated"}},{"kind":"Field","name":{"kind":"Name","value":"deleted"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"resource"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CustomerPageForFhir"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerPage"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"next"}},{"kind":"Field","name":{"kind":"Name","value":"ignored"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CustomerResourceForFhir"}}]}},{"kind":"Field","name":{"kind":"Name","value":"included"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CustomerResourceForFhir"}}]}}]}}]} as unknown as DocumentNode<HistoryOfCustomerFeedQuery, HistoryOfCustomerFeedQueryVariables>;
export const CapabilitiesOfCustomerFeedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CapabilitiesOfCustomerFeed"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"feed"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerCapabilities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"feed"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"types"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"parameters"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CapabilitiesOfCustomerFeedQuery, CapabilitiesOfCustomerFeedQueryVariables>;
export const WriteCustomerFeedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WriteCustomerFeed"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerWriteInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"withResources"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"writeCustomerFeed"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerWrites"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outcomes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerWritten"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"lastUpdated"}},{"kind":"Field","name":{"kind":"Name","value":"resource"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"withResources"}}}]}]}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CustomerRefusalForFhir"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"CustomerRefusalForFhir"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CustomerRefusalForFhir"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerRefusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"expression"}},{"kind":"Field","name":{"kind":"Name","value":"diagnostics"}}]}}]}}]} as unknown as DocumentNode<WriteCustomerFeedMutation, WriteCustomerFeedMutationVariables>;
export const VersionOfCustomerFeedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"VersionOfCustomerFeed"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"feed"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerFeed"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"feed"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<VersionOfCustomerFeedQuery, VersionOfCustomerFeedQueryVariables>;
export const FormOfCustomerFeedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FormOfCustomerFeed"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"feed"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customerCapabilities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"feed"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]} as unknown as DocumentNode<FormOfCustomerFeedQuery, FormOfCustomerFeedQueryVariables>;