import { ArgsType, createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { FhirVersion } from '../../records/index.ts';
import type { FailureKind } from '../../../kernel/failure.ts';
import { RefusalKindEnum } from '../../kit/refusal.types.ts';
import { DateTime } from '../../kit/scalars.ts';

const CustomerFhirVersion = { STU3: 'STU3', R4: 'R4' } as const satisfies Record<FhirVersion, FhirVersion>;
registerEnumType(CustomerFhirVersion, { name: 'CustomerFhirVersion', description: 'Fixed for each feed.' });

@ObjectType({ description: 'One version of a resource in a customer’s own store.' })
export class CustomerResource {
  @Field(() => String)
  readonly type!: string;

  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly version!: number;

  @Field(() => DateTime)
  readonly lastUpdated!: Date;

  @Field(() => Boolean, { description: 'This version is a deletion: it has no content.' })
  readonly deleted!: boolean;

  @Field(() => String, { description: 'POST, PUT, PATCH or DELETE: how this version was made.' })
  readonly method!: string;

  @Field(() => String, { nullable: true, description: 'JSON text as it was sent, with `id` and `meta`.' })
  readonly resource?: string;
}

@ObjectType({ description: 'A page of resources or of their versions.' })
export class CustomerPage {
  @Field(() => [CustomerResource])
  readonly items!: readonly CustomerResource[];

  @Field(() => [CustomerResource], { description: 'What the search asked to be included with the items.' })
  readonly included!: readonly CustomerResource[];

  @Field(() => Int, { nullable: true })
  readonly total?: number;

  @Field(() => String, { nullable: true, description: 'Give this as `after` for the next page; null on the last.' })
  readonly next?: string;

  @Field(() => [String], { description: 'Search parameters that are not known for this type, and were passed over.' })
  readonly ignored!: readonly string[];
}

@ObjectType({ description: 'A search parameter of a resource type.' })
export class CustomerParameter {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { description: 'token, reference, date …' })
  readonly kind!: string;
}

@ObjectType({ description: 'A resource type that a feed can hold.' })
export class CustomerType {
  @Field(() => String)
  readonly name!: string;

  @Field(() => [CustomerParameter])
  readonly parameters!: readonly CustomerParameter[];
}

@ObjectType({ description: 'A customer’s own FHIR store, to its owner.' })
export class CustomerFeed {
  @Field(() => String)
  readonly name!: string;

  @Field(() => CustomerFhirVersion)
  readonly version!: FhirVersion;
}

@ObjectType({ description: 'What a customer’s own FHIR store can do: its form, and nothing of what is in it.' })
export class CustomerCapabilities {
  @Field(() => String)
  readonly name!: string;

  @Field(() => CustomerFhirVersion)
  readonly version!: FhirVersion;

  @Field(() => [CustomerType], { description: 'What the feed can hold, and how it is searched.' })
  readonly types!: readonly CustomerType[];
}

@ArgsType()
export class CustomerResourceArgs {
  @Field(() => String)
  readonly type!: string;

  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int, { nullable: true, description: 'Absent: the current one.' })
  readonly version?: number | null;
}

@ArgsType()
export class CustomerPageArgs {
  @Field(() => Int, { description: '1000 is the limit.' })
  readonly first!: number;

  @Field(() => String, { nullable: true, description: 'The `next` of the page before.' })
  readonly after?: string | null;
}

@ArgsType()
export class CustomerSearchArgs extends CustomerPageArgs {
  @Field(() => String, { nullable: true, description: 'Absent: the types that `_type` in the query names, or all.' })
  readonly type?: string | null;

  @Field(() => String, {
    nullable: true,
    description: '`Patient/1`: only what is in the compartment of this resource.',
  })
  readonly compartment?: string | null;

  @Field(() => String, { description: 'A FHIR search: `code=http://loinc.org|718-7&_sort=-date`.' })
  readonly query!: string;
}

@ArgsType()
export class CustomerHistoryArgs extends CustomerPageArgs {
  @Field(() => String, { nullable: true, description: 'Absent: of all types.' })
  readonly type?: string | null;

  @Field(() => ID, { nullable: true, description: 'Absent: of all items.' })
  readonly id?: string | null;

  @Field(() => DateTime, { nullable: true })
  readonly since?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'With `atTo`: what was current at some moment from then on …' })
  readonly atFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: '… and before this one.' })
  readonly atTo?: Date | null;
}

export const CustomerOperationKind = { CREATE: 'create', UPDATE: 'update', PATCH: 'patch', DELETE: 'delete' } as const;
registerEnumType(CustomerOperationKind, { name: 'CustomerOperationKind', description: 'What is done to a resource.' });

@InputType({ description: 'One write into a customer’s store.' })
export class CustomerOperationInput {
  @Field(() => CustomerOperationKind)
  readonly kind!: (typeof CustomerOperationKind)[keyof typeof CustomerOperationKind];

  @Field(() => String)
  readonly type!: string;

  @Field(() => ID, { nullable: true, description: 'Absent in a creation, and where `condition` says which.' })
  readonly id?: string | null;

  @Field(() => String, { nullable: true, description: 'A FHIR search of the type: do it to what this finds.' })
  readonly condition?: string | null;

  @Field(() => Int, { nullable: true, description: 'Only where this is the current version; 0: where there is none.' })
  readonly expected?: number | null;

  @Field(() => String, { nullable: true, description: 'The name by which others of these operations refer to this.' })
  readonly fullUrl?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The resource as JSON text; of a PATCH a JSON Patch or Parameters.',
  })
  readonly resource?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'A conditional deletion may delete several.' })
  readonly several?: boolean | null;
}

@InputType({ description: 'Writes into a customer’s store.' })
export class CustomerWriteInput {
  @Field(() => String)
  readonly feed!: string;

  @Field(() => Boolean, { description: 'A transaction: all or none. Otherwise each stands for itself.' })
  readonly atomic!: boolean;

  @Field(() => [CustomerOperationInput])
  readonly operations!: readonly CustomerOperationInput[];

  @Field(() => String, {
    nullable: true,
    description: 'Sent again under the same key, nothing is written again, and the answer holds no resources.',
  })
  readonly idempotencyKey?: string | null;
}

export const CustomerOutcome = {
  CREATED: 'created',
  UPDATED: 'updated',
  DELETED: 'deleted',
  FOUND: 'found',
} as const;
registerEnumType(CustomerOutcome, {
  name: 'CustomerOutcome',
  description: 'FOUND: a conditional creation found one that is there, and nothing was written.',
});

@ObjectType({ description: 'What became of a write.' })
export class CustomerWritten {
  @Field(() => CustomerOutcome)
  readonly outcome!: (typeof CustomerOutcome)[keyof typeof CustomerOutcome];

  @Field(() => String)
  readonly type!: string;

  @Field(() => ID, { nullable: true, description: 'Null where a deletion found nothing, or several.' })
  readonly id?: string;

  @Field(() => Int, { nullable: true })
  readonly version?: number;

  @Field(() => DateTime, { nullable: true })
  readonly lastUpdated?: Date;

  @Field(() => String, { nullable: true, description: 'The resource as it is now.' })
  readonly resource?: string;
}

@ObjectType({ description: 'One thing that is wrong with a resource, as an OperationOutcome says it.' })
export class CustomerIssue {
  @Field(() => String)
  readonly severity!: string;

  @Field(() => String)
  readonly code!: string;

  @Field(() => String, { description: 'FHIRPath: `Patient.name[0].family`.' })
  readonly expression!: string;

  @Field(() => String)
  readonly diagnostics!: string;
}

@ObjectType({ description: 'Why a write did nothing.' })
export class CustomerRefusal {
  @Field(() => RefusalKindEnum)
  readonly kind!: FailureKind;

  @Field(() => String, { description: 'A full sentence: what is wrong and what was expected.' })
  readonly message!: string;

  @Field(() => String, { nullable: true, description: 'Where in the input: `operations[3].condition`.' })
  readonly field?: string;

  @Field(() => [CustomerIssue], { nullable: true, description: 'What is wrong with the resource itself.' })
  readonly issues?: readonly CustomerIssue[];
}

export const CustomerWriteOutcome = createUnionType({
  name: 'CustomerWriteOutcome',
  description: 'What became of one write.',
  types: () => [CustomerWritten, CustomerRefusal] as const,
  resolveType: (value) => ('outcome' in value ? CustomerWritten : CustomerRefusal),
});

@ObjectType({ description: 'What became of the writes, in their order.' })
export class CustomerWrites {
  @Field(() => [CustomerWriteOutcome])
  readonly outcomes!: readonly (typeof CustomerWriteOutcome)[];
}

export const CustomerWriteResult = createUnionType({
  name: 'CustomerWriteResult',
  description: 'A refusal: nothing was written.',
  types: () => [CustomerWrites, CustomerRefusal] as const,
  resolveType: (value) => ('outcomes' in value ? CustomerWrites : CustomerRefusal),
});
