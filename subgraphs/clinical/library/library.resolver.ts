import { Arg, Args, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { PageArgs } from '../../kit/page.types.ts';
import { orThrow } from '../../kit/refusal.ts';
import { Patient } from '../clinical.types.ts';
import { AddItemsResult, type AddedItems } from '../measurements/measurement.types.ts';
import type { LibraryService } from './library.service.ts';
import {
  GivenResourcePage,
  GiveResourceInput,
  LibraryArgs,
  LibraryPage,
  LibraryResource,
  LibraryResult,
  PublishResourceInput,
} from './library.types.ts';

@Resolver(() => Patient)
export class LibraryResolver {
  readonly #library: LibraryService;

  constructor(library: LibraryService) {
    this.#library = library;
  }

  @Query(() => LibraryPage, { description: 'What teams and organisations have published to be read, newest first.' })
  async library(@Args(() => LibraryArgs) args: LibraryArgs): Promise<LibraryPage> {
    return orThrow(await this.#library.list(args));
  }

  @Query(() => LibraryResource, { nullable: true, description: 'One of them, also when it is retired.' })
  libraryResource(@Arg('id', () => ID) id: string): Promise<LibraryResource | null> {
    return this.#library.read(id);
  }

  @Query(() => String, { nullable: true, description: 'A document of the library, in Base64.' })
  async libraryContent(@Arg('id', () => ID) id: string): Promise<string | null> {
    return orThrow(await this.#library.content(id));
  }

  @Directive('@requires(fields: "purview")')
  @FieldResolver(() => GivenResourcePage, {
    nullable: true,
    description: 'What teams have given the patient to read, newest first.',
  })
  async givenResources(
    @Root() patient: Patient,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ): Promise<GivenResourcePage | null> {
    return orThrow(await this.#library.givenTo(context, patient, page));
  }

  @Mutation(() => LibraryResult, { description: 'Publishes something to read, for a team or an organisation.' })
  publishResource(
    @Arg('input', () => PublishResourceInput) input: PublishResourceInput,
    @Ctx() context: Context,
  ): Promise<LibraryResource | Failure> {
    return this.#library.publish(context, input);
  }

  @Mutation(() => LibraryResult, {
    description: 'From now on it is given to nobody any more; who has been given it goes on reading it.',
  })
  retireResource(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<LibraryResource | Failure> {
    return this.#library.retire(context, id);
  }

  @Mutation(() => AddItemsResult, { description: 'A team gives a patient something of the library to read.' })
  giveResource(
    @Arg('input', () => GiveResourceInput) input: GiveResourceInput,
    @Ctx() context: Context,
  ): Promise<AddedItems | Failure> {
    return this.#library.give(context, input);
  }
}
