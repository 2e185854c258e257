import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { FhirRecord, FhirRecordPage } from '../../kit/record.types.ts';
import { orThrow } from '../../kit/refusal.ts';
import type { DirectoryService } from './directory.service.ts';
import {
  DirectoryRecordArgs,
  DirectoryRecordsArgs,
  DirectoryRecordsInput,
  DirectoryRecordsResult,
  type DirectoryRecordsStored,
} from './directory.types.ts';

@Resolver()
export class DirectoryResolver {
  readonly #directory: DirectoryService;

  constructor(directory: DirectoryService) {
    this.#directory = directory;
  }

  @Query(() => FhirRecord, {
    nullable: true,
    description: 'What a customer has written that is about no patient: a place, a service, one of its staff.',
  })
  directoryRecord(@Args(() => DirectoryRecordArgs) wanted: DirectoryRecordArgs): Promise<FhirRecord | null> {
    return this.#directory.record(wanted);
  }

  @Query(() => FhirRecordPage, {
    nullable: true,
    description: 'What customers have written that is about no patient, of one type, newest first.',
  })
  async directoryRecords(@Args(() => DirectoryRecordsArgs) wanted: DirectoryRecordsArgs): Promise<FhirRecordPage> {
    return orThrow(await this.#directory.records(wanted));
  }

  @Mutation(() => DirectoryRecordsResult, {
    description: 'Puts customers’ resources that are about no patient into the directory, for the aggregator.',
  })
  putDirectoryRecords(
    @Arg('input', () => DirectoryRecordsInput) input: DirectoryRecordsInput,
    @Ctx() context: Context,
  ): Promise<DirectoryRecordsStored | Failure> {
    return this.#directory.put(context, input);
  }
}
