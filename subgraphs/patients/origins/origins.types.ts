import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../kit/scalars.ts';

@ObjectType({ description: 'A message of which something stands in the demographics of a record.' })
export class PatientOrigin {
  @Field(() => Int, { description: 'The version of the record that it made.' })
  readonly version!: number;

  @Field(() => DateTime, { description: 'When it came.' })
  readonly at!: Date;

  @Field(() => ID, { nullable: true, description: 'Who sent it.' })
  readonly organisationId!: string | null;

  @Field(() => String, { description: 'The message, or the resource of a customer’s feed.' })
  readonly origin!: string;

  @Field(() => [String], {
    description: 'The fields that nobody has said anything else of since: `familyName`, `address` …',
  })
  readonly elements!: readonly string[];
}
