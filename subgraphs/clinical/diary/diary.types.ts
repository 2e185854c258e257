import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Label } from '../../kit/label.ts';
import { LabelEnum } from '../../kit/label.types.ts';
import { DateTime, PermitScalar } from '../../kit/scalars.ts';

@ObjectType({ description: 'What somebody wrote into the patient’s diary.' })
export class DiaryEntry {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => DateTime, { nullable: true, description: 'The moment that it is about.' })
  readonly at?: Date | undefined;

  @Field(() => String, { nullable: true, description: 'Plain text; null while it is not yet open to the caller.' })
  readonly text?: string | undefined;

  @Field(() => Boolean, { description: 'The patient says so, and nobody else.' })
  readonly byPatient!: boolean;

  @Field(() => LabelEnum, { nullable: true })
  readonly label?: Label | undefined;
}

@ObjectType()
export class DiaryPage {
  @Field(() => [DiaryEntry])
  readonly items!: readonly DiaryEntry[];

  @Field(() => String, { nullable: true })
  readonly next?: string | undefined;
}

@InputType({ description: 'An entry for the diary of a patient.' })
export class AddDiaryEntryInput {
  @Field(() => PermitScalar)
  readonly permit!: string;

  @Field(() => String, { nullable: true, description: 'Sent again under the same key, nothing is added again.' })
  readonly idempotencyKey?: string | null;

  @Field(() => DateTime)
  readonly at!: Date;

  @Field(() => String, { description: 'Plain text of 10 000 characters at most.' })
  readonly text!: string;

  @Field(() => LabelEnum, { nullable: true, description: 'GENERAL_HEALTH where absent.' })
  readonly label?: Label | null;
}
