import { createUnionType, Directive, Field, ID, InputType, ObjectType } from 'type-graphql';
import { Refusal } from '../../subgraphs/kit/refusal.types.ts';
import { DateTime } from '../../subgraphs/kit/scalars.ts';

@ObjectType({ description: 'An app that the caller lets act for them.' })
export class GrantedApp {
  @Field(() => ID, { description: 'The app’s client id.' })
  readonly client!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => [String], { description: 'PATIENT, CLINICIAN, TEAMCOORD: what the app may act as.' })
  readonly scopes!: readonly string[];

  @Field(() => DateTime)
  readonly grantedAt!: Date;

  @Field(() => DateTime)
  readonly endsAt!: Date;
}

@ObjectType({
  description: 'A partner’s client that is tied to one team, and acts as its professional and coordinator.',
})
export class Tether {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { description: 'The partner’s client id.' })
  readonly client!: string;

  @Field(() => String, { description: 'The name of the client.' })
  readonly name!: string;

  @Field(() => ID)
  readonly team!: string;

  @Field(() => String)
  readonly label!: string;

  @Field(() => ID, { description: 'The coordinator who made it.' })
  readonly madeBy!: string;

  @Field(() => DateTime)
  readonly madeAt!: Date;

  @Field(() => DateTime, { nullable: true })
  readonly lastUsedAt?: Date;

  @Field(() => DateTime, { nullable: true })
  readonly revokedAt?: Date;
}

@InputType()
export class CreateTetherInput {
  @Field(() => String, { description: 'The client id that the partner has told.' })
  readonly client!: string;

  @Field(() => ID, { description: 'A team that the caller coordinates.' })
  readonly team!: string;

  @Field(() => String, { description: 'What it is for, in the coordinator’s words.' })
  readonly label!: string;
}

@ObjectType({ description: 'A refresh token that was just made.' })
export class IssuedTether {
  @Field(() => Tether)
  readonly tether!: Tether;

  @Field(() => String, { description: 'For the partner. We keep only its hash: nobody can show it again.' })
  readonly refreshToken!: string;
}

@Directive('@shareable')
@ObjectType({ description: 'Taken back: from now on it opens nothing.' })
export class Revocation {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => DateTime)
  readonly revokedAt!: Date;
}

export const IssueTetherResult = createUnionType({
  name: 'IssueTetherResult',
  types: () => [IssuedTether, Refusal] as const,
  resolveType: (value) => ('refreshToken' in value ? IssuedTether : Refusal),
});

export const RevokeResult = createUnionType({
  name: 'RevokeResult',
  types: () => [Revocation, Refusal] as const,
  resolveType: (value) => ('revokedAt' in value ? Revocation : Refusal),
});
