import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Refusal } from '../../kit/refusal.types.ts';
import type { IdentifierKind as Kind } from '../identifier.rules.ts';

const kinds: Readonly<Record<Kind, string>> = {
  NHS: 'England’s and Wales’s NHS number.',
  CHI: 'Scotland’s CHI number.',
  HC: 'Northern Ireland’s Health and Care number.',
  PUBLIC: 'Our own id of a record.',
  LOCAL: 'A number that the organisation itself gives, such as a hospital number.',
};

const IdentifierKind = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, kind])) as Readonly<
  Record<Kind, Kind>
>;
registerEnumType(IdentifierKind, {
  name: 'IdentifierKind',
  description: 'What a number identifies a patient as.',
  valuesConfig: Object.fromEntries(Object.entries(kinds).map(([kind, description]) => [kind, { description }])),
});

@ObjectType({ description: 'How an organisation’s messages name a type of number, and in which system it is kept.' })
export class IdentifierType {
  @Field(() => ID, { nullable: true, description: 'Null: it is the same for every organisation.' })
  readonly organisationId!: string | null;

  @Field(() => String, { nullable: true, description: 'Assigning authority (PID-3.4); null: whatever it is.' })
  readonly authority!: string | null;

  @Field(() => String, { description: 'Type code (PID-3.5).' })
  readonly typeCode!: string;

  @Field(() => IdentifierKind)
  readonly kind!: Kind;

  @Field(() => String, { description: 'The identifier system, as a URI.' })
  readonly system!: string;
}

@InputType({ description: 'Names a type of number by how messages name it.' })
export class IdentifierTypeKeyInput {
  @Field(() => ID)
  readonly organisationId!: string;

  @Field(() => String, { nullable: true, description: 'Assigning authority (PID-3.4); absent: whatever it is.' })
  readonly authority?: string | null;

  @Field(() => String, { description: 'Type code (PID-3.5), in the letters that messages have.' })
  readonly typeCode!: string;
}

@InputType({ description: 'A type of number that an organisation’s messages have.' })
export class IdentifierTypeInput extends IdentifierTypeKeyInput {
  @Field(() => IdentifierKind)
  readonly kind!: Kind;

  @Field(() => String, {
    nullable: true,
    description: 'Of a LOCAL number: the URI in which it is kept, the organisation’s alone. The others have theirs.',
  })
  readonly system?: string | null;
}

export const IdentifierTypeResult = createUnionType({
  name: 'IdentifierTypeResult',
  description: 'The type of number as it is now, or was until now; or why nothing was changed.',
  types: () => [IdentifierType, Refusal] as const,
  resolveType: (value) => ('typeCode' in value ? IdentifierType : Refusal),
});
