import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime } from '../../kit/scalars.ts';
import { Identifier } from '../patients.types.ts';
import { PatientNumberInput } from './status.types.ts';

@InputType({ description: 'Who is to be invited on paper to make their record their own.' })
export class InvitationTokensInput {
  @Field(() => [PatientNumberInput], { description: '1 to 500, by national number.' })
  readonly patients!: readonly PatientNumberInput[];

  @Field(() => ID, {
    nullable: true,
    description: 'The team that asks; otherwise the caller’s own, or the default team of the organisation.',
  })
  readonly teamId?: string | null;

  @Field(() => Int, { nullable: true, description: 'For how many days the tokens hold: 1 to 180, 90 where absent.' })
  readonly days?: number | null;
}

@ObjectType({ description: 'What is printed on a letter, so that one patient can register with it. It works once.' })
export class InvitationToken {
  @Field(() => Identifier, { description: 'As it was asked.' })
  readonly patientIdentifier!: Pick<Identifier, 'system' | 'value'>;

  @Field(() => String, { description: 'It is in this answer and nowhere else: we keep only its hash.' })
  readonly token!: string;

  @Field(() => String)
  readonly code!: string;

  @Field(() => DateTime)
  readonly expiry!: Date;

  @Field(() => String, { description: 'The page on which both are used, below our own address.' })
  readonly joinPath!: string;
}

@ObjectType({ description: 'Tokens of those among the patients who can be invited.' })
export class InvitationTokens {
  @Field(() => [InvitationToken], {
    description:
      'Without those who are unknown, hidden from the caller, deceased, registered already, of no known date of birth, or under 16.',
  })
  readonly tokens!: readonly InvitationToken[];
}

export const InvitationTokensResult = createUnionType({
  name: 'InvitationTokensResult',
  description: 'The tokens, or why none were made.',
  types: () => [InvitationTokens, Refusal] as const,
  resolveType: (value) => ('tokens' in value ? InvitationTokens : Refusal),
});
