import { ArgsType, createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { PageArgs } from '../../kit/page.types.ts';
import { Refusal } from '../../kit/refusal.types.ts';

@ObjectType({ description: 'What a privacy officer has stopped for one record.' })
export class RecordState {
  @Field(() => ID)
  readonly patientId!: string;

  @Field(() => Boolean, {
    description:
      'Nobody but the patient sees anything beyond what they, or their team, put in; no glass can be broken.',
  })
  readonly sharingDisabled!: boolean;

  @Field(() => Boolean, {
    description: 'The patient, carers and individual professionals see nothing of the record; teams go on.',
  })
  readonly accessFrozen!: boolean;
}

@InputType({ description: 'Stops all sharing of a record, or lets it be shared again.' })
export class SetSharingDisabledInput {
  @Field(() => ID)
  readonly patientId!: string;

  @Field(() => Boolean)
  readonly disabled!: boolean;

  @Field(() => String, { description: '10 to 1000 characters; the patient reads it.' })
  readonly reason!: string;
}

@InputType({ description: 'Blocks the patient’s and carers’ own access to a record, or gives it back.' })
export class SetAccessFrozenInput {
  @Field(() => ID)
  readonly patientId!: string;

  @Field(() => Boolean)
  readonly frozen!: boolean;

  @Field(() => String, { description: '10 to 1000 characters; the patient reads it once access is given back.' })
  readonly reason!: string;
}

export const RecordStateResult = createUnionType({
  name: 'RecordStateResult',
  description: 'The state as it is now, or why nothing was changed.',
  types: () => [RecordState, Refusal] as const,
  resolveType: (value) => ('sharingDisabled' in value ? RecordState : Refusal),
});

@ArgsType()
export class SharingHistoryArgs extends PageArgs {
  @Field(() => ID)
  readonly patientId!: string;
}
