import { Arg, ID, Query, Resolver } from 'type-graphql';
import { orThrow } from '../../kit/refusal.ts';
import type { DirectoryService } from './directory.service.ts';
import { DirectoryEntry } from './directory.types.ts';

@Resolver()
export class DirectoryResolver {
  readonly #directory: DirectoryService;

  constructor(directory: DirectoryService) {
    this.#directory = directory;
  }

  @Query(() => [DirectoryEntry], {
    description: 'Organisations, teams and professionals, in the order of their ids. What is not known is left out.',
  })
  async directory(
    @Arg('ids', () => [ID], { nullable: true }) ids?: readonly string[] | null,
    @Arg('odsCodes', () => [String], { nullable: true }) odsCodes?: readonly string[] | null,
  ): Promise<readonly DirectoryEntry[]> {
    return orThrow(await this.#directory.find({ ids: ids ?? [], odsCodes: odsCodes ?? [] }));
  }

  @Query(() => [String], {
    description: 'Of these systems those that no identifier of a patient is of, nor will be: misspelt, most likely.',
  })
  async unknownIdentifierSystems(
    @Arg('systems', () => [String]) systems: readonly string[],
  ): Promise<readonly string[]> {
    return orThrow(await this.#directory.unknownSystems(systems));
  }
}
