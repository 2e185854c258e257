import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { orThrow } from '../../kit/refusal.ts';
import { CustomerFeed } from '../customer/customer.types.ts';
import type { Feed } from '../customer/feed.store.ts';
import type { CustomerExporting } from './export.service.ts';
import {
  CustomerExportInput,
  CustomerExportPage,
  CustomerExportPageArgs,
  CustomerExportResult,
  type CustomerExport,
} from './export.types.ts';
import type { CustomerImporting } from './import.service.ts';
import { CustomerImportInput, CustomerImportResult, type CustomerImport } from './import.types.ts';

@Resolver(() => CustomerFeed)
export class BulkResolver {
  readonly #importing: CustomerImporting;

  readonly #exporting: CustomerExporting;

  constructor(importing: CustomerImporting, exporting: CustomerExporting) {
    this.#importing = importing;
    this.#exporting = exporting;
  }

  @FieldResolver(() => CustomerExportPage, { nullable: true, description: 'A piece of a file of an export.' })
  async exportPage(
    @Root() feed: Feed,
    @Args(() => CustomerExportPageArgs) { id, file, after }: CustomerExportPageArgs,
  ): Promise<CustomerExportPage> {
    return orThrow(await this.#exporting.page(feed, { id, file, after: after ?? undefined }));
  }

  @Mutation(() => CustomerExportResult, {
    description: 'Begins to give a customer its own FHIR store, or a part of it.',
  })
  beginCustomerExport(
    @Arg('input', () => CustomerExportInput) input: CustomerExportInput,
    @Ctx() context: Context,
  ): Promise<CustomerExport | Failure> {
    return this.#exporting.begin(context, input);
  }

  @Mutation(() => CustomerExportResult, {
    description: 'How far an export is. Its files are worked out once all that belongs to it has been written.',
  })
  lookAtCustomerExport(
    @Arg('feed', () => String) feed: string,
    @Arg('id', () => ID) id: string,
    @Ctx() context: Context,
  ): Promise<CustomerExport | Failure> {
    return this.#exporting.look(context, { feed, id });
  }

  @Mutation(() => CustomerExportResult, { description: 'Forgets an export before it expires.' })
  endCustomerExport(
    @Arg('feed', () => String) feed: string,
    @Arg('id', () => ID) id: string,
    @Ctx() context: Context,
  ): Promise<CustomerExport | Failure> {
    return this.#exporting.end(context, { feed, id });
  }

  @Mutation(() => CustomerImportResult, { description: 'Takes many resources into a customer’s own FHIR store.' })
  importIntoCustomerFeed(
    @Arg('input', () => CustomerImportInput) input: CustomerImportInput,
    @Ctx() context: Context,
  ): Promise<CustomerImport | Failure> {
    return this.#importing.take(context, input);
  }
}
