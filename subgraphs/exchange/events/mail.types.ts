import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Refusal } from '../../kit/refusal.types.ts';

@ObjectType({ description: 'An e-mail to one address that is about no record’s contents, for whoever holds it.' })
export class MailToSend {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID, { description: 'Holds the e-mail for some minutes.' })
  readonly turn!: string;

  @Field(() => String, {
    description:
      'INVITED_TO_TEAM, INVITED_TO_RECORD, GLASS_BROKEN, CARED_FOR_OPENED, CARE_ENDS, CARER_LEAVES, MERGE_PROPOSED, CARED_FOR_MERGE_PROPOSED',
  })
  readonly kind!: string;

  @Field(() => String, { description: 'The address.' })
  readonly to!: string;

  @Field(() => String, { nullable: true, description: 'Of an invitation: for the page on which it is accepted.' })
  readonly token?: string | null;
}

@InputType({ description: 'What came of an e-mail.' })
export class SettleMailInput {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => ID)
  readonly turn!: string;

  @Field(() => Boolean, { description: 'Whether it is done with: sent, or refused for good. Else it is tried again.' })
  readonly done!: boolean;

  @Field(() => String, { nullable: true, description: 'The address, where its server refused it for good.' })
  readonly refusedAddress?: string | null;

  @Field(() => String, { nullable: true, description: 'With `refusedAddress`: what its server said.' })
  readonly problem?: string | null;
}

@ObjectType({ description: 'E-mails that were settled.' })
export class SettledMails {
  @Field(() => Int)
  readonly settled!: number;
}

export const SettleMailsResult = createUnionType({
  name: 'SettleMailsResult',
  description: 'E-mails that were settled, or why none was.',
  types: () => [SettledMails, Refusal] as const,
  resolveType: (value) => ('settled' in value ? SettledMails : Refusal),
});
