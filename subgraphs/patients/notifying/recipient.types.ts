import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'To whom an e-mail about a record goes.' })
export class Recipient {
  @Field(() => ID, { description: 'The record, as it was asked for.' })
  readonly patientId!: string;

  @Field(() => String)
  readonly email!: string;

  @Field(() => Boolean, { description: 'Whether the patient can sign in; else only invited.' })
  readonly registered!: boolean;
}
