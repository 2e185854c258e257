import { createUnionType, Field, InputType, Int, ObjectType } from 'type-graphql';
import { CustomerRefusal } from '../customer/customer.types.ts';

@InputType({ description: 'Resources for a customer’s store, many at a time.' })
export class CustomerImportInput {
  @Field(() => String)
  readonly feed!: string;

  @Field(() => String, {
    description:
      'NDJSON: a resource in each line, 1000 lines at most. One with an id is put there under it, one without is created.',
  })
  readonly ndjson!: string;
}

@ObjectType({ description: 'A line of an import that was not taken.' })
export class CustomerRefusedLine {
  @Field(() => Int, { description: 'From 1.' })
  readonly line!: number;

  @Field(() => CustomerRefusal)
  readonly refusal!: CustomerRefusal;
}

@ObjectType({ description: 'What became of the lines of an import.' })
export class CustomerImport {
  @Field(() => Int)
  readonly created!: number;

  @Field(() => Int)
  readonly updated!: number;

  @Field(() => [CustomerRefusedLine])
  readonly refused!: readonly CustomerRefusedLine[];
}

export const CustomerImportResult = createUnionType({
  name: 'CustomerImportResult',
  description: 'A refusal: nothing was written.',
  types: () => [CustomerImport, CustomerRefusal] as const,
  resolveType: (value) => ('refused' in value ? CustomerImport : CustomerRefusal),
});
