import type { Definition } from './packages.ts';

type Membership = { readonly code: string; readonly param?: readonly string[] };

/**
 * By compartment and resource type the reference parameters that put a resource into it; `{def}` stands for the
 * resource that the compartment belongs to. Types that are never in it are left out. FHIR R4 CompartmentDefinition.resource
 */
export const compartmentTable = (
  definitions: readonly Definition[],
  resources: readonly string[],
): Record<string, Record<string, readonly string[]>> =>
  Object.fromEntries(
    definitions
      .filter(({ id }) => id !== 'example')
      .map((definition): [string, Record<string, readonly string[]>] => [
        String(definition['code']),
        Object.fromEntries(
          (definition['resource'] as readonly Membership[])
            .filter(({ code, param = [] }) => resources.includes(code) && param.length > 0)
            .map(({ code, param = [] }) => [code, param]),
        ),
      ])
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
