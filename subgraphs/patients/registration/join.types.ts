import { Directive, Field, ID, InputType, ObjectType } from 'type-graphql';

@Directive('@inaccessible')
@InputType({ description: 'What somebody has typed from a letter, or followed; for identity alone.' })
export class LetterTokenInput {
  @Field(() => String, { description: 'The alias of the team that has asked.' })
  readonly team!: string;

  @Field(() => String)
  readonly code!: string;

  @Field(() => String)
  readonly token!: string;
}

@Directive('@inaccessible')
@InputType({ description: 'Who makes their record their own; for identity alone.' })
export class JoinInput {
  @Field(() => LetterTokenInput)
  readonly letter!: LetterTokenInput;

  @Field(() => String, { description: 'As `YYYY-MM-DD`: what a stranger who has found the letter does not know.' })
  readonly dateOfBirth!: string;

  @Field(() => ID, { description: 'Who has signed in, or comes into being by it.' })
  readonly person!: string;

  @Field(() => String, { nullable: true, description: 'Of somebody who comes into being by it.' })
  readonly email?: string | null;
}

@Directive('@inaccessible')
@ObjectType({ description: 'Who asks, as the page shows it to whoever has the letter; for identity alone.' })
export class SeenLetterToken {
  @Field(() => String)
  readonly team!: string;

  @Field(() => String)
  readonly organisation!: string;

  @Field(() => Boolean, { description: 'The record is that person’s own already.' })
  readonly isOwn!: boolean;
}

/** No union with Refusal: a union cannot be kept out of the graph that clients see. */
@Directive('@inaccessible')
@ObjectType({ description: 'Whose record is their own from now on, or why nobody’s is; for identity alone.' })
export class JoinOutcome {
  @Field(() => ID, { nullable: true })
  readonly joined?: string;

  @Field(() => String, { nullable: true })
  readonly message?: string;

  @Field(() => String, { nullable: true })
  readonly field?: string;
}
