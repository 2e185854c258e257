import { ArgsType, createUnionType, Field, ID, ObjectType } from 'type-graphql';
import { DateTime } from '../../kit/scalars.ts';
import { CustomerIssue, CustomerOperationKind, CustomerPageArgs, CustomerRefusal } from './customer.types.ts';

@ArgsType()
export class CustomerEverythingArgs extends CustomerPageArgs {
  @Field(() => String, { description: 'Patient or Encounter.' })
  readonly type!: string;

  @Field(() => ID)
  readonly id!: string;

  @Field(() => DateTime, { nullable: true, description: 'Only what happened from then on …' })
  readonly start?: Date | null;

  @Field(() => DateTime, { nullable: true, description: '… and before this moment.' })
  readonly end?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Only what was written since.' })
  readonly since?: Date | null;

  @Field(() => [String], { nullable: true, description: 'Only of these types.' })
  readonly types?: readonly string[] | null;
}

@ArgsType()
export class CustomerValidationArgs {
  @Field(() => String)
  readonly type!: string;

  @Field(() => ID, { nullable: true, description: 'The resource that is there, whose update or deletion is meant.' })
  readonly id?: string | null;

  @Field(() => CustomerOperationKind, {
    nullable: true,
    description: 'What is to be done. Absent: nothing in particular.',
  })
  readonly mode?: (typeof CustomerOperationKind)[keyof typeof CustomerOperationKind] | null;

  @Field(() => String, { nullable: true, description: 'The resource as JSON text; a deletion needs none.' })
  readonly resource?: string | null;
}

@ObjectType({ description: 'What would be said of a write. Nothing is stored.' })
export class CustomerValidation {
  @Field(() => [CustomerIssue])
  readonly issues!: readonly CustomerIssue[];
}

export const CustomerValidationResult = createUnionType({
  name: 'CustomerValidationResult',
  description: 'A refusal: there is nothing that could be validated.',
  types: () => [CustomerValidation, CustomerRefusal] as const,
  resolveType: (value) => ('kind' in value ? CustomerRefusal : CustomerValidation),
});
