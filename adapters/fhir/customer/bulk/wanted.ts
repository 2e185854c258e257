import type { Parameter } from '../../core/parameters.ts';
import { Problem } from '../../core/outcome.ts';

/** What an export is asked for, besides whose resources. */
export type Wanted = {
  readonly types?: readonly string[];
  readonly since?: string;
  readonly patients?: readonly string[];
  readonly filters?: readonly Filter[];
};

/** Of a type only what a search finds. */
type Filter = { readonly type: string; readonly query: string };

const formats: readonly (string | undefined)[] = ['application/fhir+ndjson', 'application/ndjson', 'ndjson'];

/** An instant has seconds and a time zone. FHIR R4 datatypes, instant */
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Searches are set apart by commas, and so are the values within one. Bulk Data Access 2.0 §2.4.1.2 */
const nextFilter = /,(?=[A-Z][A-Za-z]*\?)/;

/**
 * Parameters of `$export`. What would change the answer, and is not done here, is refused, unless the client has said
 * that it need not be. Bulk Data Access 2.0 §2.4.1.2
 */
export const readWanted = (parameters: readonly Parameter[], lenient: boolean): Wanted | Problem => {
  const types: string[] = [];
  const patients: string[] = [];
  const filters: Filter[] = [];
  let since: string | undefined;
  for (const { name, value } of parameters)
    switch (name) {
      case '_type':
        types.push(...value.split(',').filter((type) => type !== ''));
        break;
      case '_since':
        if (!instant.test(value) || Number.isNaN(Date.parse(value)))
          return new Problem('invalid', 'An instant with a time zone is expected: 2026-05-01T10:00:00Z.', '_since');
        since = new Date(value).toISOString();
        break;
      case '_outputFormat':
        if (!formats.includes(value.replace('fhir ndjson', 'fhir+ndjson')))
          return new Problem('unsupported', 'Exports are written as application/fhir+ndjson.', '_outputFormat');
        break;
      case 'patient': {
        const [, id] = /^Patient\/([A-Za-z0-9\-.]{1,64})$/.exec(value) ?? [];
        if (id === undefined) return new Problem('invalid', 'Patient/… is expected.', 'patient');
        patients.push(id);
        break;
      }
      case '_typeFilter':
        for (const search of value.split(nextFilter)) {
          const [, type, query] = /^([A-Z][A-Za-z]*)\?(.+)$/.exec(search) ?? [];
          if (type === undefined || query === undefined)
            return new Problem('invalid', 'A search is expected: Observation?status=final.', '_typeFilter');
          filters.push({ type, query });
        }
        break;
      case '_format':
      case '_pretty':
        break;
      default:
        if (!lenient) return new Problem('unsupported', `An export has no parameter ${name} here.`, name);
    }
  return {
    ...(types.length === 0 ? {} : { types }),
    ...(since === undefined ? {} : { since }),
    ...(patients.length === 0 ? {} : { patients }),
    ...(filters.length === 0 ? {} : { filters }),
  };
};

type Posted = { readonly name?: unknown; readonly valueReference?: { readonly reference?: unknown } };

/** The same as a posted Parameters resource. */
export const readParameters = (resource: Readonly<Record<string, unknown>>): readonly Parameter[] | Problem => {
  const { resourceType, parameter = [] } = resource;
  if (resourceType !== 'Parameters' || !Array.isArray(parameter))
    return new Problem('invalid', 'A Parameters resource is expected here.', 'resourceType');
  return (parameter as readonly (Posted | null)[]).map((one) => {
    const { name, valueReference, ...values } = one ?? {};
    const [, value] = Object.entries(values).find(([key]) => key.startsWith('value')) ?? [];
    const text = valueReference?.reference ?? value;
    return { name: String(name), value: typeof text === 'string' ? text : '' };
  });
};
