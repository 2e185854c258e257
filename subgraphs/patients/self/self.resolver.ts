import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { extentOf } from '../extent.ts';
import type { PatientsService, SeenPatient } from '../patients.service.ts';
import { Patient } from '../patients.types.ts';
import { selfOf, type Self as KnownSelf } from './self.rules.ts';
import type { SelfStore } from './self.store.ts';
import { OwnTeam, Self } from './self.types.ts';

@Resolver(() => Self)
export class SelfResolver {
  readonly #store: SelfStore;

  readonly #patients: PatientsService;

  constructor(store: SelfStore, patients: PatientsService) {
    this.#store = store;
    this.#patients = patients;
  }

  @Query(() => Self, { description: 'Who is asking, and as what.' })
  self(@Ctx() { principal }: Context): KnownSelf {
    return selfOf(principal);
  }

  @FieldResolver(() => String, { nullable: true })
  async name(@Root() { personId }: KnownSelf): Promise<string | null> {
    return personId === undefined ? null : ((await this.#store.personName(personId, undefined)) ?? null);
  }

  @FieldResolver(() => Patient, {
    nullable: true,
    description: 'The record of the person, where the caller acts as its patient.',
  })
  async record(
    @Root() { patientId }: KnownSelf,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<SeenPatient | null> {
    return patientId === undefined ? null : this.#patients.read(context, patientId, extentOf(info));
  }

  @FieldResolver(() => [OwnTeam])
  teams(@Root() { teams }: KnownSelf): Promise<readonly OwnTeam[]> {
    return this.#named(teams);
  }

  @FieldResolver(() => [OwnTeam])
  coordinates(@Root() { coordinates }: KnownSelf): Promise<readonly OwnTeam[]> {
    return this.#named(coordinates);
  }

  async #named(ids: readonly string[]): Promise<readonly OwnTeam[]> {
    return (await Promise.all(ids.map((id) => this.#store.team(id, undefined)))).filter((team) => team !== undefined);
  }
}
