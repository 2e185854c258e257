import { createUnionType, Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Refusal } from './refusal.types.ts';

export const StoreOutcome = { CREATED: 'created', UPDATED: 'updated', UNCHANGED: 'unchanged', STALE: 'stale' } as const;
registerEnumType(StoreOutcome, {
  name: 'StoreOutcome',
  description: 'UNCHANGED: the same message again. STALE: a newer message was here first, and nothing changed.',
});

@Directive('@shareable')
@ObjectType({ description: 'What became of an item.' })
export class Stored {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => StoreOutcome)
  readonly outcome!: (typeof StoreOutcome)[keyof typeof StoreOutcome];
}

export const StoreResult = createUnionType({
  name: 'StoreResult',
  types: () => [Stored, Refusal] as const,
  resolveType: (value) => ('outcome' in value ? Stored : Refusal),
});
