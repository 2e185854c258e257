import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

export const DirectoryKind = { ORGANISATION: 'ORGANISATION', TEAM: 'TEAM', PROFESSIONAL: 'PROFESSIONAL' } as const;
export type DirectoryKind = keyof typeof DirectoryKind;
registerEnumType(DirectoryKind, {
  name: 'DirectoryKind',
  description: 'A professional is whoever is, or was, one of a team.',
});

@ObjectType({ description: 'Who puts things into records: an organisation, a team or a professional, by name.' })
export class DirectoryEntry {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => DirectoryKind)
  readonly kind!: DirectoryKind;

  @Field(() => String)
  readonly name!: string;

  @Field(() => ID, { nullable: true, description: 'Of a team: whose it is.' })
  readonly organisationId!: string | null;

  @Field(() => String, { nullable: true })
  readonly odsCode!: string | null;
}
