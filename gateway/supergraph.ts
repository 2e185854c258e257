import { getStitchedSchemaFromSupergraphSdl } from '@graphql-tools/federation';
import type { Executor } from '@graphql-tools/utils';
import type { GraphQLSchema } from 'graphql';
import { located } from './located.ts';
import { checkingScalars } from './scalars.ts';
import { subgraphNames, type SubgraphName } from '../subgraphs/kit/subgraph.ts';

/** How the gateway reaches each slice: in its own process, or over HTTP. */
export type Executors = Readonly<Record<SubgraphName, Executor>>;

/** One executable schema of the composed supergraph: each field fetched from the slice that owns it. */
export const stitched = (supergraphSdl: string, executors: Executors): GraphQLSchema =>
  located(
    checkingScalars(
      getStitchedSchemaFromSupergraphSdl({
        supergraphSdl,
        onSubschemaConfig: (config) => {
          const name = subgraphNames.find((known) => known === config.name.toLowerCase());
          if (name === undefined) throw new Error(`The supergraph names a slice that does not exist: ${config.name}.`);
          config.executor = executors[name];
        },
        // A value type that several slices share is the same in all of them: composition has checked it. Stitching would
        // want one slice's definition to be the canonical one, and refuses when each claims to be.
        onStitchingOptions: (options) => {
          Object.assign(options.typeMergingOptions, {
            typeCandidateMerger: (candidates: readonly unknown[]) => candidates.at(-1),
          });
        },
      }),
    ),
  );
