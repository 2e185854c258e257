import { ArgsType, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { PageArgs } from '../../subgraphs/kit/page.types.ts';
import { DateTime } from '../../subgraphs/kit/scalars.ts';
import { clientActKinds, type ClientActKind } from '../act.store.ts';

const meanings: Readonly<Record<ClientActKind, string>> = {
  CLIENT_REGISTERED: 'The operator registered a client of the organisation.',
  SECRET_ROTATED: 'The operator gave a client another secret.',
  CLIENT_ENDED: 'The operator ended a client, with all of its tokens.',
  TETHER_MADE: 'A coordinator tied a partner’s client to a team.',
  TETHER_REVOKED: 'A partner’s client is tied to a team no longer.',
};

const ClientActKindEnum = Object.fromEntries(clientActKinds.map((kind) => [kind, kind])) as Readonly<
  Record<ClientActKind, ClientActKind>
>;
registerEnumType(ClientActKindEnum, {
  name: 'ClientActKind',
  description: 'What somebody did about a client or a tether.',
  valuesConfig: Object.fromEntries(clientActKinds.map((kind) => [kind, { description: meanings[kind] }])),
});

@ObjectType({ description: 'What somebody did about an OAuth client, or about what ties one to a team.' })
export class ClientAct {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => DateTime)
  readonly at!: Date;

  @Field(() => String, { description: 'Who it was: `person/…`, or `internal/operator`.' })
  readonly actor!: string;

  @Field(() => ClientActKindEnum)
  readonly kind!: ClientActKind;

  @Field(() => ID)
  readonly clientId!: string;

  @Field(() => ID, { nullable: true, description: 'The team that it was tied to.' })
  readonly teamId?: string | null;

  @Field(() => String, { description: 'More about it, as JSON.' })
  readonly details!: string;
}

@ObjectType({ description: 'Acts, the latest first.' })
export class ClientActPage {
  @Field(() => [ClientAct])
  readonly items!: readonly ClientAct[];

  @Field(() => String, { nullable: true })
  readonly next?: string;
}

@ArgsType()
export class ClientActsArgs extends PageArgs {
  @Field(() => ID)
  readonly organisation!: string;
}
