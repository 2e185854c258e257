import { createUnionType, Directive, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { Label } from '../../kit/label.ts';
import { LabelEnum } from '../../kit/label.types.ts';
import { Refusal } from '../../kit/refusal.types.ts';
import { DateTime } from '../../kit/scalars.ts';
import { Role } from '../standing.types.ts';
import { Membership } from './roles.types.ts';

/** Whom a patient asks in: somebody who cares, or a professional in person, not through a team. Domain reference §1.2 */
export const Companion = { CARER: 'CARER', PROFESSIONAL: 'PROFESSIONAL' } as const;
export type Companion = keyof typeof Companion;
registerEnumType(Companion, {
  name: 'Companion',
  description: 'Whom a patient asks in: somebody who cares for them, or a professional in person.',
});

export const InvitedRole = { ...Role, ...Companion } as const;
export type InvitedRole = keyof typeof InvitedRole;
registerEnumType(InvitedRole, {
  name: 'InvitedRole',
  description: 'A role in a team or an organisation; or, for one patient, CARER or PROFESSIONAL.',
});

@ObjectType({ description: 'Somebody is asked to take a role. Who has the token and the e-mail address takes it.' })
export class Invitation {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => InvitedRole)
  readonly role!: InvitedRole;

  @Field(() => String, { description: 'Of whoever may accept it.' })
  readonly email!: string;

  @Field(() => ID, { nullable: true })
  readonly organisationId?: string | null;

  @Field(() => ID, { nullable: true })
  readonly teamId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The patient who asks; null for roles in an organisation.' })
  readonly patientId?: string | null;

  @Field(() => [LabelEnum], { description: 'What the patient will share.' })
  readonly labels!: readonly Label[];

  @Field(() => ID, { nullable: true, description: 'The person who asks; null where the operator does.' })
  readonly invitedBy?: string | null;

  @Field(() => DateTime)
  readonly invitedAt!: Date;

  @Field(() => DateTime)
  readonly expiresAt!: Date;

  @Field(() => DateTime, { nullable: true })
  readonly withdrawnAt?: Date | null;
}

@ObjectType({ description: 'Invitations that can still be accepted, the oldest first.' })
export class InvitationPage {
  @Field(() => [Invitation])
  readonly items!: readonly Invitation[];

  @Field(() => String, { nullable: true, description: 'Give this as `after` for the next page; null on the last.' })
  readonly next?: string;
}

@InputType({ description: 'Who is asked to take a role in a team or in an organisation: give exactly one of these.' })
export class InviteMemberInput {
  @Field(() => Role)
  readonly role!: Role;

  @Field(() => ID, { nullable: true, description: 'For a PROFESSIONAL or COORDINATOR.' })
  readonly teamId?: string | null;

  @Field(() => ID, { nullable: true, description: 'For an ADMINISTRATOR or PRIVACY_OFFICER.' })
  readonly organisationId?: string | null;

  @Field(() => String)
  readonly email!: string;
}

@InputType({ description: 'Whom a patient asks in, and what they will see.' })
export class InviteInput {
  @Field(() => ID, { description: 'The caller’s own record.' })
  readonly patientId!: string;

  @Field(() => Companion)
  readonly kind!: Companion;

  @Field(() => String)
  readonly email!: string;

  @Field(() => [LabelEnum], { description: 'One at least.' })
  readonly labels!: readonly Label[];
}

@ObjectType({ description: 'An invitation that was just made.' })
export class IssuedInvitation {
  @Field(() => Invitation)
  readonly invitation!: Invitation;

  @Field(() => String, {
    description: 'For the page `/invitation?token=…`. It is in this answer and nowhere else: we keep only its hash.',
  })
  readonly token!: string;
}

@ObjectType({ description: 'What somebody has become by accepting.' })
export class Acceptance {
  @Field(() => InvitedRole)
  readonly role!: InvitedRole;

  @Field(() => ID)
  readonly personId!: string;

  @Field(() => Membership, { nullable: true, description: 'Null where a patient asked.' })
  readonly membership?: Membership | null;

  @Field(() => ID, { nullable: true, description: 'The patient who asked.' })
  readonly patientId?: string | null;
}

@Directive('@inaccessible')
@ObjectType({ description: 'An invitation as its page shows it to whoever has the token; for identity alone.' })
export class SeenInvitation {
  @Field(() => InvitedRole)
  readonly role!: InvitedRole;

  @Field(() => String)
  readonly email!: string;

  @Field(() => String, { description: 'The name of who asks.' })
  readonly by!: string;

  @Field(() => String, { nullable: true })
  readonly team?: string | null;

  @Field(() => String, { nullable: true })
  readonly organisation?: string | null;

  @Field(() => [LabelEnum])
  readonly labels!: readonly Label[];

  @Field(() => DateTime)
  readonly expiresAt!: Date;

  @Field(() => Boolean, { nullable: true, description: 'Null where nobody with this id is known.' })
  readonly isForPerson?: boolean | null;
}

export const IssueInvitationResult = createUnionType({
  name: 'IssueInvitationResult',
  description: 'The invitation with its token.',
  types: () => [IssuedInvitation, Refusal] as const,
  resolveType: (value) => ('token' in value ? IssuedInvitation : Refusal),
});

export const WithdrawInvitationResult = createUnionType({
  name: 'WithdrawInvitationResult',
  description: 'The invitation, which nobody can accept any more.',
  types: () => [Invitation, Refusal] as const,
  resolveType: (value) => ('role' in value ? Invitation : Refusal),
});

export const AcceptInvitationResult = createUnionType({
  name: 'AcceptInvitationResult',
  description: 'What the caller has become.',
  types: () => [Acceptance, Refusal] as const,
  resolveType: (value) => ('role' in value ? Acceptance : Refusal),
});
