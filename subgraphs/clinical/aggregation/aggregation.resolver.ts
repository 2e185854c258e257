import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import {
  CustomerRecordsInput,
  CustomerRecordsResult,
  type CustomerRecordsStored,
} from '../../kit/customer-record.types.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { AggregationService } from './aggregation.service.ts';
import {
  CustomerChanges,
  NoteCustomerHomesInput,
  SettleCustomerChangesInput,
  SettleCustomerChangesResult,
  type SettledCustomerChanges,
} from './aggregation.types.ts';
import {
  AggregationReport,
  KeptResourceArgs,
  KeptResourcePage,
  LossyResourcePage,
  ReportPageArgs,
  ResourceArgs,
  ResourceFate,
} from './report.types.ts';

export type PutFromCustomers = (
  context: Context,
  input: CustomerRecordsInput,
) => Promise<CustomerRecordsStored | Failure>;

@Resolver(() => AggregationReport)
export class AggregationResolver {
  readonly #aggregation: AggregationService;
  readonly #put: PutFromCustomers;

  constructor(aggregation: AggregationService, put: PutFromCustomers) {
    this.#aggregation = aggregation;
    this.#put = put;
  }

  @Query(() => AggregationReport, {
    nullable: true,
    description: 'What has become of a feed’s resources, to the customer: its client and its administrators.',
  })
  aggregationReport(
    @Arg('feed', () => String) feed: string,
    @Ctx() context: Context,
  ): Promise<AggregationReport | null> {
    return this.#aggregation.report(context, feed);
  }

  @FieldResolver(() => KeptResourcePage, { nullable: true, description: 'What is in no record, and why.' })
  async kept(
    @Root() { feed }: AggregationReport,
    @Args(() => KeptResourceArgs) wanted: KeptResourceArgs,
  ): Promise<KeptResourcePage> {
    return orThrow(await this.#aggregation.kept(feed, wanted));
  }

  @FieldResolver(() => LossyResourcePage, {
    nullable: true,
    description: 'What is in a record, and what R4 does not say of it as it was said.',
  })
  async lossy(
    @Root() { feed }: AggregationReport,
    @Args(() => ReportPageArgs) wanted: ReportPageArgs,
  ): Promise<LossyResourcePage> {
    return orThrow(await this.#aggregation.lossy(feed, wanted));
  }

  @FieldResolver(() => ResourceFate, {
    nullable: true,
    description: 'What has become of one resource; null where the feed has never had it.',
  })
  resource(
    @Root() { feed }: AggregationReport,
    @Args(() => ResourceArgs) wanted: ResourceArgs,
  ): Promise<ResourceFate | null> {
    return this.#aggregation.fate(feed, wanted);
  }

  @Mutation(() => AggregationReport, {
    nullable: true,
    description: 'Brings all of a feed’s resources into the patients’ records anew.',
  })
  async aggregateAgain(@Arg('feed', () => String) feed: string, @Ctx() context: Context): Promise<AggregationReport> {
    return orThrow(await this.#aggregation.again(context, feed));
  }

  @Mutation(() => CustomerChanges, { description: 'What has been written into customers’ stores, for the aggregator.' })
  async takeCustomerChanges(@Arg('first', () => Int) first: number, @Ctx() context: Context): Promise<CustomerChanges> {
    return orThrow(await this.#aggregation.take(context, first));
  }

  @Mutation(() => Boolean, {
    description:
      'Whether the aggregator’s turn lasts: then it is known where its resources may lie from now on. Before they are put.',
  })
  async noteCustomerHomes(
    @Arg('input', () => NoteCustomerHomesInput) input: NoteCustomerHomesInput,
    @Ctx() context: Context,
  ): Promise<boolean> {
    return orThrow(await this.#aggregation.note(context, input));
  }

  @Mutation(() => SettleCustomerChangesResult, { description: 'Ends a turn of the aggregator.' })
  settleCustomerChanges(
    @Arg('input', () => SettleCustomerChangesInput) input: SettleCustomerChangesInput,
    @Ctx() context: Context,
  ): Promise<SettledCustomerChanges | Failure> {
    return this.#aggregation.settle(context, input);
  }

  @Mutation(() => CustomerRecordsResult, {
    description: 'Puts customers’ resources into the patients’ clinical records, for the aggregator.',
  })
  putCustomerRecords(
    @Arg('input', () => CustomerRecordsInput) input: CustomerRecordsInput,
    @Ctx() context: Context,
  ): Promise<CustomerRecordsStored | Failure> {
    return this.#put(context, input);
  }
}
