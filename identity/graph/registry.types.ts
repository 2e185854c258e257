import { Directive, Field, ID, InputType, ObjectType } from 'type-graphql';
import { DateTime } from '../../subgraphs/kit/scalars.ts';

@Directive('@inaccessible')
@ObjectType({ description: 'A client of the authorisation server as its operator knows it.' })
export class RegisteredClient {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { description: 'CUSTOMER_SYSTEM, SYSTEM, TETHERED or USER. Domain reference §6' })
  readonly kind!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => ID, { nullable: true })
  readonly organisation?: string | null;

  @Field(() => ID, { nullable: true })
  readonly partner?: string | null;

  @Field(() => [String])
  readonly redirectUris!: readonly string[];

  @Field(() => [String])
  readonly scopes!: readonly string[];

  @Field(() => String, { description: 'By what it proves itself: SECRET, KEY or NONE.' })
  readonly proof!: string;

  @Field(() => DateTime)
  readonly createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'Since when it has its present secret, if not the first.' })
  readonly rotatedAt?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Since when it is of no use, for good.' })
  readonly disabledAt?: Date | null;
}

@Directive('@inaccessible')
@ObjectType({ description: 'A client with the secret that was just made for it.' })
export class IssuedClient {
  @Field(() => RegisteredClient)
  readonly client!: RegisteredClient;

  @Field(() => String, { nullable: true, description: 'We keep only its hash: nobody can show it again.' })
  readonly secret?: string;
}

@Directive('@inaccessible')
@InputType({ description: 'A new client; for the operator alone.' })
export class RegisterClientInput {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String)
  readonly kind!: string;

  @Field(() => String, { description: 'As people are shown it.' })
  readonly name!: string;

  @Field(() => ID, { nullable: true, description: 'With CUSTOMER_SYSTEM.' })
  readonly organisation?: string | null;

  @Field(() => ID, { nullable: true, description: 'With SYSTEM and TETHERED.' })
  readonly partner?: string | null;

  @Field(() => [String], { defaultValue: [], description: 'With USER: where people are led back to.' })
  readonly redirectUris!: readonly string[];

  @Field(() => [String], { defaultValue: [], description: 'With USER: some of PATIENT, CLINICIAN, TEAMCOORD.' })
  readonly scopes!: readonly string[];

  @Field(() => String, {
    nullable: true,
    description: 'A JWK Set, for a client that proves itself with its own key.',
  })
  readonly jwks?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'An app on people’s own devices, which keeps no secret.' })
  readonly isPublic!: boolean;
}
