import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import {
  CustomerCapabilities,
  CustomerFeed,
  CustomerHistoryArgs,
  CustomerPage,
  CustomerResource,
  CustomerResourceArgs,
  CustomerSearchArgs,
  CustomerWriteInput,
  CustomerWriteResult,
  type CustomerWrites,
} from './customer.types.ts';
import { everything } from './everything.service.ts';
import type { Feed } from './feed.store.ts';
import {
  CustomerEverythingArgs,
  CustomerValidationArgs,
  CustomerValidationResult,
  type CustomerValidation,
} from './operations.types.ts';
import type { CustomerReading } from './read.service.ts';
import { validation } from './validation.service.ts';
import type { CustomerWriting } from './write.service.ts';

@Resolver(() => CustomerFeed)
export class CustomerResolver {
  readonly #reading: CustomerReading;
  readonly #writing: CustomerWriting;

  constructor(reading: CustomerReading, writing: CustomerWriting) {
    this.#reading = reading;
    this.#writing = writing;
  }

  @Query(() => CustomerFeed, { nullable: true, description: 'A customer’s own FHIR store, to its owner alone.' })
  async customerFeed(@Arg('name', () => String) name: string, @Ctx() context: Context): Promise<Feed | null> {
    return (await this.#reading.feed(context, name)) ?? null;
  }

  /** FHIR's capabilities are everybody's to read: our adapters ask for whoever comes. Contract §2 */
  @Query(() => CustomerCapabilities, { nullable: true, description: 'For our own processes: what a feed can do.' })
  async customerCapabilities(@Arg('name', () => String) name: string): Promise<CustomerCapabilities | null> {
    return (await this.#reading.capabilities(name)) ?? null;
  }

  @FieldResolver(() => CustomerResource, { nullable: true })
  async resource(
    @Root() feed: Feed,
    @Args(() => CustomerResourceArgs) wanted: CustomerResourceArgs,
  ): Promise<CustomerResource> {
    return orThrow(await this.#reading.resource(feed, wanted));
  }

  @FieldResolver(() => CustomerPage, { nullable: true, description: 'A FHIR search of one type or of several.' })
  async search(@Root() feed: Feed, @Args(() => CustomerSearchArgs) wanted: CustomerSearchArgs): Promise<CustomerPage> {
    return orThrow(await this.#reading.search(feed, wanted));
  }

  @FieldResolver(() => CustomerPage, { nullable: true, description: 'Versions, newest first, deletions among them.' })
  async history(
    @Root() feed: Feed,
    @Args(() => CustomerHistoryArgs) wanted: CustomerHistoryArgs,
  ): Promise<CustomerPage> {
    return orThrow(await this.#reading.history(feed, wanted));
  }

  @FieldResolver(() => CustomerPage, { nullable: true, description: 'What is in the compartment of one resource.' })
  async everything(
    @Root() feed: Feed,
    @Args(() => CustomerEverythingArgs) wanted: CustomerEverythingArgs,
  ): Promise<CustomerPage> {
    return orThrow(await everything(this.#reading, feed, wanted));
  }

  @FieldResolver(() => CustomerValidationResult, { description: 'What would be said of a write.' })
  validation(
    @Root() feed: Feed,
    @Args(() => CustomerValidationArgs) wanted: CustomerValidationArgs,
  ): Promise<CustomerValidation | Failure> {
    return validation(feed, wanted);
  }

  @Mutation(() => CustomerWriteResult, { description: 'Writes into a customer’s own FHIR store.' })
  writeCustomerFeed(
    @Arg('input', () => CustomerWriteInput) input: CustomerWriteInput,
    @Ctx() context: Context,
  ): Promise<CustomerWrites | Failure> {
    return this.#writing.write(context, input);
  }
}
