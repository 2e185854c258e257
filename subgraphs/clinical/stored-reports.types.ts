import { createUnionType, Field, ObjectType } from 'type-graphql';
import { Refusal } from '../kit/refusal.types.ts';
import { Stored } from '../kit/store-result.types.ts';

@ObjectType({ description: 'What became of each report of a message.' })
export class StoredReports {
  @Field(() => [Stored], { description: 'In the order of the input.' })
  readonly reports!: readonly Stored[];
}

export const StoreReportsResult = createUnionType({
  name: 'StoreReportsResult',
  types: () => [StoredReports, Refusal] as const,
  resolveType: (value) => ('reports' in value ? StoredReports : Refusal),
});
