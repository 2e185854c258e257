import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Info,
  InputType,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { Failure } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import { PageArgs } from '../kit/page.types.ts';
import { sealPermit } from '../kit/permit.ts';
import { sealPurview } from '../kit/purview.ts';
import { orThrow } from '../kit/refusal.ts';
import { PermitScalar, PurviewScalar } from '../kit/scalars.ts';
import { AccessLogArgs, AccessLogPage } from './access-log.types.ts';
import { extentOf } from './extent.ts';
import type { LinkPatient } from './feed-link.service.ts';
import {
  LinkPatientInput,
  LinkPatientResult,
  MatchPatientInput,
  PatientFromFeedInput,
  PlacePatientResult,
  type HeldForReview,
  type LinkedPatient,
  type PlacedPatient,
} from './feed.types.ts';
import type { FeedService } from './feed.service.ts';
import type { PatientsService, SeenPatient } from './patients.service.ts';
import { Patient, PatientPage } from './patients.types.ts';

@InputType()
class IdentifierInput {
  @Field(() => String, { description: 'The identifier system, as a URI.' })
  readonly system!: string;

  @Field(() => String)
  readonly value!: string;
}

@ArgsType()
class PatientsArgs extends PageArgs {
  @Field(() => [IdentifierInput], { nullable: true, description: 'Any of these identifiers; absent means everybody.' })
  readonly identifiers?: readonly IdentifierInput[] | null;

  @Field(() => ID, { nullable: true, description: 'As the caller sees them as a professional of this team alone.' })
  readonly teamId?: string | null;
}

@Resolver(() => Patient)
export class PatientsResolver {
  readonly #patients: PatientsService;
  readonly #feed: FeedService;
  readonly #link: LinkPatient;

  constructor(patients: PatientsService, feed: FeedService, link: LinkPatient) {
    this.#patients = patients;
    this.#feed = feed;
    this.#link = link;
  }

  @Query(() => Patient, {
    nullable: true,
    description: 'One record; null where it is missing or hidden from the caller.',
  })
  patient(
    @Arg('id', () => ID) id: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<SeenPatient | null> {
    return this.#patients.read(context, id, extentOf(info));
  }

  @Query(() => PatientPage, { description: 'The records that the caller may see, in a stable order.' })
  async patients(
    @Args(() => PatientsArgs) args: PatientsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PatientPage> {
    return orThrow(await this.#patients.list(context, args, extentOf(info)));
  }

  @Query(() => [PermitScalar], {
    nullable: 'items',
    description: 'Leave to act on each of these records, 500 at most; null where one is missing or hidden.',
  })
  async permits(
    @Arg('patients', () => [ID]) patients: string[],
    @Ctx() context: Context,
  ): Promise<readonly (string | null)[]> {
    const records = orThrow(await this.#patients.readAll(context, patients));
    return records.map((record) => (record === undefined ? null : permitOf(context, record)));
  }

  @Directive('@inaccessible')
  @FieldResolver(() => PurviewScalar, { nullable: true })
  purview(@Root() patient: SeenPatient, @Ctx() context: Context): string {
    const { isSelf: _, ...purview } = patient.sight;
    return sealPurview(context, purview, patient.until);
  }

  @FieldResolver(() => PermitScalar, {
    description: 'Leave to act on this record: a mutation that changes an item in it asks for this.',
  })
  permit(@Root() patient: SeenPatient, @Ctx() context: Context): string {
    return permitOf(context, patient);
  }

  @FieldResolver(() => AccessLogPage, {
    nullable: true,
    description: 'Who looked at this record; for the patient alone.',
  })
  async accessLog(
    @Root() patient: SeenPatient,
    @Args(() => AccessLogArgs) args: AccessLogArgs,
  ): Promise<AccessLogPage | null> {
    return orThrow(await this.#patients.accessLog(patient, args));
  }

  @Mutation(() => PlacePatientResult, {
    description: 'Creates or updates the record that a feed’s message is about (ADT^A28, A31).',
  })
  upsertPatientFromFeed(
    @Arg('input', () => PatientFromFeedInput) input: PatientFromFeedInput,
    @Ctx() context: Context,
  ): Promise<PlacedPatient | HeldForReview | Failure> {
    return this.#feed.upsert(context, input);
  }

  @Mutation(() => PlacePatientResult, {
    description:
      'Finds the record that a feed’s message is about, and leaves its demographics alone; where the organisation wants that, makes one for somebody unknown.',
  })
  matchPatientFromFeed(
    @Arg('input', () => MatchPatientInput) input: MatchPatientInput,
    @Ctx() context: Context,
  ): Promise<PlacedPatient | HeldForReview | Failure> {
    return this.#feed.match(context, input);
  }

  @Mutation(() => LinkPatientResult, {
    description:
      'The sending team holds the record that was matched, now that what its message asked for has been done.',
  })
  linkPatientFromFeed(
    @Arg('input', () => LinkPatientInput) input: LinkPatientInput,
    @Ctx() context: Context,
  ): Promise<LinkedPatient | Failure> {
    return this.#link(context, input);
  }
}

const permitOf = (context: Context, patient: SeenPatient): string => sealPermit(context, patient.acts(), patient.until);
