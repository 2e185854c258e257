import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { LabelMapKind as Kind } from '../kit/label.rules.ts';
import type { Label } from '../kit/label.ts';
import { LabelEnum } from '../kit/label.types.ts';
import { Refusal } from '../kit/refusal.types.ts';
import { DateTime } from '../kit/scalars.ts';

const LabelMapKind = { ITEM: 'ITEM', SPECIALTY: 'SPECIALTY' } as const satisfies {
  readonly [Name in Kind]: Name;
};
registerEnumType(LabelMapKind, {
  name: 'LabelMapKind',
  description: 'ITEM: what the item is (OBR-4, OBX-3, TXA-2, SCH-8). SPECIALTY: the hospital service (PV1-10.1).',
});

@ObjectType({ description: 'A code of an organisation that gives the items it comes with a label.' })
export class LabelMap {
  @Field(() => ID)
  readonly organisation!: string;

  @Field(() => LabelMapKind)
  readonly kind!: Kind;

  @Field(() => String, { nullable: true, description: 'The code system; null: the code in whatever system.' })
  readonly system!: string | null;

  @Field(() => String)
  readonly code!: string;

  @Field(() => LabelEnum)
  readonly label!: Label;

  @Field(() => DateTime)
  readonly setAt!: Date;
}

@InputType()
export class LabelMapKeyInput {
  @Field(() => ID)
  readonly organisation!: string;

  @Field(() => LabelMapKind)
  readonly kind!: Kind;

  @Field(() => String, {
    nullable: true,
    description: 'The code system as messages give it, or as its URI where it has one; absent: whatever system.',
  })
  readonly system?: string | null;

  @Field(() => String)
  readonly code!: string;
}

@InputType()
export class LabelMapInput extends LabelMapKeyInput {
  @Field(() => LabelEnum)
  readonly label!: Label;
}

export const LabelMapResult = createUnionType({
  name: 'LabelMapResult',
  types: () => [LabelMap, Refusal] as const,
  resolveType: (value) => ('setAt' in value ? LabelMap : Refusal),
});
