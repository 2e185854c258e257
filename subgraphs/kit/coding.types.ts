import { Directive, Field, InputType, ObjectType } from 'type-graphql';

@Directive('@shareable')
@ObjectType({ description: 'A code of a code system, as the sender gave it.' })
export class Coding {
  @Field(() => String, { nullable: true, description: 'The code system, as a URI where it is known.' })
  readonly system?: string;

  @Field(() => String, { nullable: true })
  readonly code?: string;

  @Field(() => String, { nullable: true, description: 'Words for a person to read.' })
  readonly display?: string;
}

@InputType({ description: 'A code of a code system; at least a code or words to display.' })
export class CodingInput {
  @Field(() => String, { nullable: true })
  readonly system?: string | null;

  @Field(() => String, { nullable: true })
  readonly code?: string | null;

  @Field(() => String, { nullable: true })
  readonly display?: string | null;
}
