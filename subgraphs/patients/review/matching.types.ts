import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime } from '../../kit/scalars.ts';

export const SoftMatch = {
  DATE_OF_BIRTH: 'DATE_OF_BIRTH',
  FAMILY_NAME: 'FAMILY_NAME',
  GIVEN_NAME: 'GIVEN_NAME',
  GENDER: 'GENDER',
} as const;
export type SoftMatch = keyof typeof SoftMatch;
registerEnumType(SoftMatch, {
  name: 'SoftMatch',
  description: 'What of a message has to agree with the record that its numbers lead to.',
  valuesConfig: {
    DATE_OF_BIRTH: { description: 'PID-7; it is required then.' },
    FAMILY_NAME: { description: 'PID-5.1, by its letters, whatever their case and accents; it is required then.' },
    GIVEN_NAME: { description: 'PID-5.2, likewise; it is required then.' },
    GENDER: { description: 'PID-8, as the organisation’s codes have it, where both are known; it is required then.' },
  },
});

@ObjectType({ description: 'What an organisation’s messages are checked against before they may write.' })
export class Matching {
  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => Boolean, { description: 'ADT^A28 and A31 are held unless their NHS number is verified (status 01).' })
  readonly checksNhsStatus!: boolean;

  @Field(() => [SoftMatch], { description: 'Of all other messages: held where one of these does not agree.' })
  readonly softMatch!: readonly SoftMatch[];

  @Field(() => Boolean, {
    description:
      'A message about somebody unknown makes the record, if it has a verified NHS number, both names, the date of birth and the sex.',
  })
  readonly autoCreates!: boolean;

  @Field(() => DateTime, { nullable: true, description: 'Null where nobody has set anything: all of it is off.' })
  readonly setAt!: Date | null;
}

@InputType({ description: 'What an organisation’s messages are to be checked against, from the next one on.' })
export class MatchingInput {
  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => Boolean, { description: 'Hold ADT^A28 and A31 unless their NHS number is verified (status 01).' })
  readonly checksNhsStatus!: boolean;

  @Field(() => [SoftMatch], { description: 'Hold other messages in which one of these does not agree.' })
  readonly softMatch!: readonly SoftMatch[];

  @Field(() => Boolean, { description: 'Let any message make the record of somebody unknown, if it says enough.' })
  readonly autoCreates!: boolean;
}

export const MatchingResult = createUnionType({
  name: 'MatchingResult',
  description: 'What is checked from now on, or why nothing was changed.',
  types: () => [Matching, Refusal] as const,
  resolveType: (value) => ('softMatch' in value ? Matching : Refusal),
});
