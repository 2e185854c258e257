import { invalid, unsupported, type Failure } from '../../../kernel/failure.ts';
import { typeIndex } from '../extract/type-index.ts';
import type { FhirVersion } from '../records.types.ts';
import { nameOf, readQuery, type QueryParameter } from './query.ts';

/** What is to come with a page: what its resources refer to, or what refers to them. FHIR R4 §3.1.1.5.4 */
export type Include = {
  readonly direction: 'to' | 'from';
  /** The type that holds the reference. */
  readonly type: string;
  /** The codes of the reference parameters. */
  readonly codes: readonly string[];
  /** Only references to this type. */
  readonly target?: string;
  /** Also of what has been included. */
  readonly iterate: boolean;
};

export const includeNames: ReadonlySet<string> = new Set(['_include', '_revinclude']);

type In = { readonly version: FhirVersion; readonly store: number };

/** The `_include` and `_revinclude` of a search. */
export const includesOf = (context: In, type: string, query: string): readonly Include[] | Failure => {
  const includes: Include[] = [];
  for (const parameter of readQuery(query)) {
    if (!includeNames.has(parameter.name)) continue;
    const { modifier, values } = parameter;
    // STU3 called it :recurse.
    if (modifier !== undefined && modifier !== 'iterate' && modifier !== 'recurse')
      return unsupported(`The modifier :${modifier} is not supported here; :iterate is.`, nameOf(parameter));
    for (const value of values) {
      const one = includeOf(context, { type, parameter, value });
      if ('kind' in one) return one;
      includes.push(one);
    }
  }
  return includes;
};

type Asked = { readonly type: string; readonly parameter: QueryParameter; readonly value: string };

const includeOf = (context: In, { type: searched, parameter, value }: Asked): Include | Failure => {
  const direction = parameter.name === '_include' ? 'to' : 'from';
  const [first = '', code = '*', target, ...more] = value.split(':');
  const type = first === '*' ? searched : first;
  const known = typeIndex(context.version, context.store, type)?.parameters;
  const example = `${parameter.name}=Observation:subject`;
  if (known === undefined || more.length > 0 || (first === '*' && direction === 'from'))
    return invalid(
      `${JSON.stringify(value)} is not a type and a reference parameter of it: ${example}.`,
      nameOf(parameter),
    );
  const references = [...known.values()].filter(({ kind }) => kind === 'reference').map((one) => one.code);
  const codes = code === '*' ? references : references.filter((one) => one === code);
  if (code !== '*' && codes.length === 0)
    return invalid(`${type} has no reference parameter ${JSON.stringify(code)}: ${example}.`, nameOf(parameter));
  return {
    direction,
    type,
    codes,
    ...(target === undefined ? {} : { target }),
    iterate: parameter.modifier !== undefined,
  };
};
