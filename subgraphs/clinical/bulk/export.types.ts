import { ArgsType, createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kit/scalars.ts';
import { CustomerRefusal } from '../customer/customer.types.ts';

@InputType({ description: 'Of one type only what a search finds.' })
export class CustomerExportFilterInput {
  @Field(() => String)
  readonly type!: string;

  @Field(() => String, { description: 'A FHIR search of the type, by parameters of the resource itself.' })
  readonly query!: string;
}

@InputType({ description: 'What of a customer’s store is to be given whole.' })
export class CustomerExportInput {
  @Field(() => String)
  readonly feed!: string;

  @Field(() => String, { description: 'The URL that asks for it: it stands in the manifest.' })
  readonly request!: string;

  @Field(() => Boolean, { description: 'Only what is in the compartment of a patient.' })
  readonly ofPatients!: boolean;

  @Field(() => [ID], { nullable: true, description: 'Only of these patients; absent: of all.' })
  readonly patients?: readonly string[] | null;

  @Field(() => ID, { nullable: true, description: 'Only of the patients who are members of this Group.' })
  readonly group?: string | null;

  @Field(() => [String], { nullable: true, description: 'Only these types; absent: all that there are.' })
  readonly types?: readonly string[] | null;

  @Field(() => DateTime, { nullable: true, description: 'Only what was written or deleted from then on.' })
  readonly since?: Date | null;

  @Field(() => [CustomerExportFilterInput], {
    nullable: true,
    description: 'Of the types that these name only what one of them finds; of the others all.',
  })
  readonly filters?: readonly CustomerExportFilterInput[] | null;
}

@ObjectType({ description: 'One file of an export; its number is its place in the list.' })
export class CustomerExportFile {
  @Field(() => String)
  readonly type!: string;

  @Field(() => Boolean, { description: 'Not resources, but Bundles that delete what has been deleted since.' })
  readonly deleted!: boolean;
}

@ObjectType({ description: 'What a customer’s store held at one moment, to be fetched file by file.' })
export class CustomerExport {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly request!: string;

  @Field(() => DateTime, { description: 'Everything that was written before, and nothing after.' })
  readonly at!: Date;

  @Field(() => DateTime, { description: 'From then on it is gone.' })
  readonly expiresAt!: Date;

  @Field(() => Int, { description: 'Writes that began before and have not ended: there are no files until it is 0.' })
  readonly waitingFor!: number;

  @Field(() => [CustomerExportFile])
  readonly files!: readonly CustomerExportFile[];
}

export const CustomerExportResult = createUnionType({
  name: 'CustomerExportResult',
  description: 'A refusal: nothing was begun or ended.',
  types: () => [CustomerExport, CustomerRefusal] as const,
  resolveType: (value) => ('files' in value ? CustomerExport : CustomerRefusal),
});

@ArgsType()
export class CustomerExportPageArgs {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int, { description: 'Its place in the list of files, from 0.' })
  readonly file!: number;

  @Field(() => String, { nullable: true, description: 'The `next` of the page before.' })
  readonly after?: string | null;
}

@ObjectType({ description: 'A piece of a file of an export.' })
export class CustomerExportPage {
  @Field(() => String, { description: 'Whole lines; there may be none, and yet a next page.' })
  readonly ndjson!: string;

  @Field(() => String, { nullable: true, description: 'Give this as `after`; null at the file’s end.' })
  readonly next?: string;
}
