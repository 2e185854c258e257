import { ArgsType, createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CustomerSourceInput } from '../../kit/customer-record.types.ts';
import { PageArgs } from '../../kit/page.types.ts';
import { Refusal } from '../../kit/refusal.types.ts';

@ArgsType()
export class DirectoryRecordArgs {
  @Field(() => String, { description: 'The resource type: Location, Practitioner …' })
  readonly type!: string;

  @Field(() => ID)
  readonly id!: string;
}

@ArgsType()
export class DirectoryRecordsArgs extends PageArgs {
  @Field(() => String, { description: 'The resource type: Location, Practitioner …' })
  readonly type!: string;

  @Field(() => String, {
    description:
      'A FHIR search that names what it looks for, by `_id`, `identifier` with a value or, of a HealthcareService, `organization`: `identifier=urn:a|1&status=active`.',
  })
  readonly query!: string;
}

@InputType({ description: 'A resource of a customer’s own store, as it is to stand in the directory.' })
export class DirectoryRecordInput {
  @Field(() => CustomerSourceInput)
  readonly source!: CustomerSourceInput;

  @Field(() => String, { description: 'R4, as JSON text; references are those of the customer’s store.' })
  readonly resource!: string;
}

@InputType({ description: 'What is to be written into the directory, all of it or none.' })
export class DirectoryRecordsInput {
  @Field(() => [DirectoryRecordInput])
  readonly listed!: readonly DirectoryRecordInput[];

  @Field(() => [CustomerSourceInput], { description: 'What is gone, or is not for everybody any more.' })
  readonly hidden!: readonly CustomerSourceInput[];
}

@ObjectType({ description: 'What was written into the directory.' })
export class DirectoryRecordsStored {
  @Field(() => Int)
  readonly stored!: number;
}

export const DirectoryRecordsResult = createUnionType({
  name: 'DirectoryRecordsResult',
  types: () => [DirectoryRecordsStored, Refusal] as const,
  resolveType: (value) => ('stored' in value ? DirectoryRecordsStored : Refusal),
});
