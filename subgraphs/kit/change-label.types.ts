import { Field, ID, InputType } from 'type-graphql';
import type { Label } from './label.ts';
import { LabelEnum } from './label.types.ts';
import { PermitScalar } from './scalars.ts';

@InputType({
  description: 'Another label for one item, chosen by a person: it stays when the sender sends the item again.',
})
export class ChangeLabelInput {
  @Field(() => PermitScalar)
  readonly permit!: string;

  @Field(() => ID)
  readonly id!: string;

  @Field(() => LabelEnum)
  readonly label!: Label;
}
