import { invalid, isFailure, unsupported, type Failure } from '../../../kernel/failure.ts';
import { clinicalDateCodes } from '../extract/clinical-date.ts';
import { typeIndex, type Parameter } from '../extract/type-index.ts';
import { typeNumber } from '../fhir/tables.ts';
import type { FhirVersion } from '../records.types.ts';
import { includeNames } from './include.ts';
import { linkName } from './linked.ts';
import { ids, lastUpdated } from './column.ts';
import { composite } from './composite.ts';
import type { Criterion } from './criterion.ts';
import { date } from './date.ts';
import { privacyLabel } from './label.ts';
import { missing } from './missing.ts';
import { distance, near } from './near.ts';
import { number } from './number.ts';
import { byDate, orderOf, type Order } from './order.ts';
import { quantity } from './quantity.ts';
import { nameOf, readQuery, type QueryParameter } from './query.ts';
import { reference } from './reference.ts';
import { sortKeysOf, type SortKey } from './sort.ts';
import { string } from './string.ts';
import { token } from './token.ts';
import { uri } from './uri.ts';

/** A search, understood: all criteria hold for what it finds. */
export type Search = {
  readonly type: number;
  readonly typeName: string;
  readonly criteria: readonly Criterion[];
  readonly order: Order;
  /** An order that no index has. */
  readonly sort?: readonly SortKey[];
  readonly total: boolean;
  readonly ignored: readonly string[];
};

export type SearchIn = {
  readonly version: FhirVersion;
  readonly store: number;
  /** Of a customer's store, without a slash at the end. */
  readonly base?: string | undefined;
  readonly now: Date;
  /** The parameters that go through other resources, by `linkName`, already found out. */
  readonly solved?: ReadonlyMap<string, Criterion>;
};

/**
 * Reads a search string for one type.
 *
 * @returns invalid where a value is malformed, unsupported where FHIR knows it and we do not; `field` is the parameter
 */
export const compileSearch = (context: SearchIn, typeName: string, query: string): Search | Failure => {
  const index = typeIndex(context.version, context.store, typeName);
  const type = typeNumber(typeName);
  if (index === undefined || type === undefined)
    return invalid(`${typeName} is not a resource type of FHIR ${context.version}.`, 'type');
  const criteria: Criterion[] = [];
  const ignored: string[] = [];
  let order = byDate;
  let sort: readonly SortKey[] | undefined;
  let total = false;
  const parameters = readQuery(query);
  for (const parameter of parameters) {
    switch (parameter.name) {
      case '_count':
        break;
      case '_sort': {
        const wanted = orderOf(typeName, parameter);
        if (!isFailure(wanted)) {
          order = wanted;
          break;
        }
        if (context.solved === undefined || parameter.modifier !== undefined) return wanted;
        const keys = sortKeysOf(typeName, index, parameter);
        if (isFailure(keys)) return keys;
        sort = keys;
        break;
      }
      case '_total':
        // An estimate would count what may not be seen, or cost as much as the truth.
        total = parameter.values[0] === 'accurate';
        break;
      default: {
        if (context.solved !== undefined && includeNames.has(parameter.name)) break;
        const criterion =
          context.solved?.get(linkName(parameter)) ??
          criterionOf(context, {
            typeName,
            parameter,
            known: index.parameters.get(parameter.name),
            beside: parameters,
          });
        if (isFailure(criterion)) return criterion;
        if (criterion === undefined) ignored.push(nameOf(parameter));
        else criteria.push(criterion);
      }
    }
  }
  return { type, typeName, criteria, order, ...(sort === undefined ? {} : { sort }), total, ignored };
};

type Asked = {
  readonly typeName: string;
  readonly parameter: QueryParameter;
  readonly known: Parameter | undefined;
  /** All parameters of the search. */
  readonly beside?: readonly QueryParameter[];
};

/** The number of the store that all patients' records are; customers' own have others. ADR 3 */
const patientsRecords = 0;

/** One kind of parameter, one file. Undefined where there is no such parameter. */
export const criterionOf = (
  { version, store, now }: SearchIn,
  { typeName, parameter, known, beside = [] }: Asked,
): Criterion | Failure | undefined => {
  if (parameter.name === '_id') return ids(parameter);
  if (parameter.name === '_lastUpdated') return lastUpdated(parameter, now);
  if (parameter.name === '_security' && store === patientsRecords) return privacyLabel(parameter);
  if (known === undefined) return notYet(parameter);
  if (parameter.modifier === 'missing') return missing(parameter, known);
  if (typeName === 'Location' && known.code === 'near') return near(parameter, known, beside);
  if (typeName === 'Location' && known.code === 'near-distance') return distance(parameter, beside);
  switch (known.kind) {
    case 'token':
      return token(version, parameter, known);
    case 'reference':
      return parameter.modifier?.includes('.') === true ? notYet(parameter) : reference(version, parameter, known);
    case 'string':
      return string(parameter, known);
    case 'uri':
      return uri(parameter, known);
    case 'date':
      return date(parameter, known, { now, shown: clinicalDateCodes(typeName).includes(known.code) });
    case 'number':
      return number(parameter, known);
    case 'quantity':
      return quantity(parameter, known);
    case 'composite':
      return composite(version, parameter, { known, now });
    case 'special':
      return unsupported(`The parameter ${known.code} is not supported.`, nameOf(parameter));
  }
};

/** Parameters that FHIR defines, that would change what is found, and that we do not do: to ignore them would mislead. */
const wholeResource: ReadonlySet<string> = new Set(['_text', '_content', '_query', '_filter', '_list', '_has']);

const notYet = (parameter: QueryParameter): Failure | undefined => {
  const isChain = parameter.name.includes('.') || parameter.modifier?.includes('.') === true;
  if (!isChain && !wholeResource.has(parameter.name)) return undefined;
  return unsupported(
    isChain
      ? 'Chained parameters are not supported.'
      : parameter.name === '_query'
        ? 'No named queries are defined here: search by parameters, or by _filter.'
        : `The parameter ${parameter.name} is not supported.`,
    nameOf(parameter),
  );
};
