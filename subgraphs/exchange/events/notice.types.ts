import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime } from '../../kit/scalars.ts';

@ObjectType({ description: 'What a patient is to be told of by e-mail, by whoever holds it.' })
export class Notice {
  @Field(() => ID)
  readonly patientId!: string;

  @Field(() => ID, { description: 'Holds the notice for some minutes.' })
  readonly turn!: string;

  @Field(() => [String], {
    description:
      'DOCUMENT, APPOINTMENT, SHARING, MESSAGE, QUESTIONNAIRE, EMERGENCY, TEST, ALLERGY, DIAGNOSIS, MEDICATION, PLAN, LIBRARY',
  })
  readonly kinds!: readonly string[];

  @Field(() => String, { description: 'What the link that ends such e-mails has to bring.' })
  readonly unsubscribe!: string;
}

@InputType({ description: 'An e-mail that has come back.' })
export class NoteBounceInput {
  @Field(() => String)
  readonly address!: string;

  @Field(() => ID, { nullable: true, description: 'Whom it told of something new.' })
  readonly patientId?: string | null;

  @Field(() => String, { description: 'What its server said.' })
  readonly problem!: string;
}

@InputType({ description: 'What came of a notice.' })
export class SettleNoticeInput {
  @Field(() => ID)
  readonly patientId!: string;

  @Field(() => ID)
  readonly turn!: string;

  @Field(() => Boolean, {
    description: 'Whether it is done with: sent, or to be sent to nobody. Else it is tried again.',
  })
  readonly done!: boolean;

  @Field(() => String, { nullable: true, description: 'The address, where its server refused it for good.' })
  readonly refusedAddress?: string | null;

  @Field(() => String, { nullable: true, description: 'With `refusedAddress`: what its server said.' })
  readonly problem?: string | null;
}

@ObjectType({ description: 'Notices that were settled.' })
export class SettledNotices {
  @Field(() => Int)
  readonly settled!: number;
}

@ObjectType({ description: 'Whether a patient is told by e-mail of what is new.' })
export class EmailNotifications {
  @Field(() => Boolean)
  readonly on!: boolean;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the patient’s address was refused: for thirty days from then nothing is sent there.',
  })
  readonly refusedAt?: Date | null;

  @Field(() => String, { nullable: true, description: 'What the address’s server said then.' })
  readonly problem?: string | null;
}

export const SettleNoticesResult = createUnionType({
  name: 'SettleNoticesResult',
  description: 'Notices that were settled, or why none was.',
  types: () => [SettledNotices, Refusal] as const,
  resolveType: (value) => ('settled' in value ? SettledNotices : Refusal),
});

export const EmailNotificationsResult = createUnionType({
  name: 'EmailNotificationsResult',
  description: 'What holds now, or why nothing was changed.',
  types: () => [EmailNotifications, Refusal] as const,
  resolveType: (value) => ('on' in value ? EmailNotifications : Refusal),
});
