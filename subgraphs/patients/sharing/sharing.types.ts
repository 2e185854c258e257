import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Label } from '../../kit/label.ts';
import { LabelEnum } from '../../kit/label.types.ts';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime } from '../../kit/scalars.ts';

export const ConsentKind = { TEAM: 'TEAM', PROFESSIONAL: 'PROFESSIONAL', CARER: 'CARER' } as const;
export type ConsentKind = keyof typeof ConsentKind;
registerEnumType(ConsentKind, {
  name: 'ConsentKind',
  description: 'As what somebody has access: a team, a professional in person, or a carer. Domain reference §2.10',
});

/** A team's own word for why it may: a professional states the basis. Domain reference §3.1 */
export const teamBases = ['CONSENT', 'REFERRAL', 'COURT_ORDER', 'EMERGENCY'] as const;

export const ConsentBasis = {
  PATIENT: 'PATIENT',
  FEED: 'FEED',
  CONSENT: 'CONSENT',
  REFERRAL: 'REFERRAL',
  COURT_ORDER: 'COURT_ORDER',
  EMERGENCY: 'EMERGENCY',
} as const satisfies Record<'PATIENT' | 'FEED' | (typeof teamBases)[number], string>;
export type ConsentBasis = keyof typeof ConsentBasis;
registerEnumType(ConsentBasis, {
  name: 'ConsentBasis',
  description:
    'PATIENT: the patient said so here. FEED: consent is implied by what an organisation’s system sent. The others: the team says why it may.',
});

@ObjectType({ description: 'What is shared of a record with one team or person.' })
export class Consent {
  @Field(() => ConsentKind)
  readonly kind!: ConsentKind;

  @Field(() => ID, { description: 'The team or the person.' })
  readonly partyId!: string;

  @Field(() => String, { description: 'The name of the team or the person.' })
  readonly name!: string;

  @Field(() => ID, { nullable: true, description: 'The team’s organisation.' })
  readonly organisationId?: string | null;

  @Field(() => String, { nullable: true, description: 'The name of that organisation.' })
  readonly organisation?: string | null;

  @Field(() => [LabelEnum], { description: 'None: they see what they put in themselves, and no more.' })
  readonly labels!: readonly Label[];

  @Field(() => ConsentBasis)
  readonly basis!: ConsentBasis;

  @Field(() => DateTime, { description: 'When it was given as it is now.' })
  readonly since!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it ends by itself, or has ended: for a child’s carer, on a birthday. Null: it goes on.',
  })
  readonly until?: Date | null;
}

@InputType({ description: 'Either the team or the person is named.' })
export class SetConsentInput {
  @Field(() => ID)
  readonly patientId!: string;

  @Field(() => ID, { nullable: true })
  readonly teamId?: string | null;

  @Field(() => ID, { nullable: true })
  readonly personId?: string | null;

  @Field(() => ConsentKind, { nullable: true, description: 'For a person: PROFESSIONAL or CARER.' })
  readonly kind?: ConsentKind | null;

  @Field(() => [LabelEnum], { description: 'All that is shared from now on, in place of what was before.' })
  readonly labels!: readonly Label[];

  @Field(() => ConsentBasis, {
    nullable: true,
    description: 'Why a team adds itself: CONSENT, REFERRAL, COURT_ORDER or EMERGENCY. A patient need not say.',
  })
  readonly basis?: ConsentBasis | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ends by itself; absent: it goes on.' })
  readonly until?: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Refused where it was not given at this moment (`Consent.since`); absent: whatever there is.',
  })
  readonly since?: Date | null;
}

@InputType({ description: 'Either the team or the person is named.' })
export class EndConsentInput {
  @Field(() => ID)
  readonly patientId!: string;

  @Field(() => ID, { nullable: true })
  readonly teamId?: string | null;

  @Field(() => ID, { nullable: true })
  readonly personId?: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Refused where it was not given at this moment (`Consent.since`); absent: whatever there is.',
  })
  readonly since?: Date | null;
}

@InputType({ description: 'Which carer of a child stays past which birthday.' })
export class KeepCarerInput {
  @Field(() => ID)
  readonly patientId!: string;

  @Field(() => ID, { description: 'The carer.' })
  readonly personId!: string;

  @Field(() => Int, { description: '13, 16 or 18.' })
  readonly pastAge!: number;
}

export const ConsentResult = createUnionType({
  name: 'ConsentResult',
  description: 'What is shared now.',
  types: () => [Consent, Refusal] as const,
  resolveType: (value) => ('partyId' in value ? Consent : Refusal),
});
