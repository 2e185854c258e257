import { elementsOf } from '../../../fhir/elements.ts';
import { invalid, isFailure, unsupported, type Failure } from '../../../kernel/failure.ts';
import { isMembers, type Members } from '../extract/convert.ts';
import { difference, intersection, noConcepts, sizeOf, union, type Concepts } from '../search/concepts.ts';
import { filtered } from '../search/concept-filter.ts';
import type { SearchIn } from '../search/compile.ts';
import type { Solving } from './solving.ts';
import { codeSystemOf, definitionOf } from './terminology.store.ts';

/** With more codes a search is no longer one statement that is worth the name. */
const mostCodes = 10_000;

type Wanted = {
  readonly name: string;
  readonly field: string;
  /** The value sets that this one is a part of. */
  readonly within?: readonly string[];
};

/**
 * The codes of a value set: of one that is in the feed, or of a required binding of FHIR's, or all of SNOMED CT or LOINC.
 * FHIR R4 §4.9.5 (compose), §4.9.7 (expansion)
 */
export const expand = async (solving: Solving, wanted: Wanted): Promise<Concepts | Failure> => {
  const { name, field, within = [] } = wanted;
  if (within.includes(name)) return invalid(`The value set ${name} is part of itself.`, field);
  const definition = await definitionOf(solving, { type: 'ValueSet', name, field });
  if (isFailure(definition)) return definition;
  if (definition === undefined)
    return implicitSet(solving.within, name) ?? invalid(`The value set ${name} is not in this feed.`, field);
  const { compose, expansion } = definition;
  if (!isMembers(compose)) return contained(isMembers(expansion) ? expansion : {});
  const composed = await composedOf(solving, compose, { name, field, within: [...within, name] });
  // What cannot be worked out here may have been worked out by somebody else.
  return isFailure(composed) && composed.kind === 'unsupported' && isMembers(expansion)
    ? contained(expansion)
    : composed;
};

/** What is known without any ValueSet: a required binding of FHIR's, or all of SNOMED CT or LOINC. */
export const implicitSet = ({ version }: Pick<SearchIn, 'version'>, name: string): Concepts | undefined => {
  const [, system] =
    /^(http:\/\/snomed\.info\/sct(?:\/[0-9/a-z]+)?|http:\/\/loinc\.org)(?:\?fhir_vs|\/vs)$/.exec(name) ?? [];
  if (system !== undefined) return new Map([[system, 'all']]);
  const [, binding] = /^http:\/\/hl7\.org\/fhir\/ValueSet\/([A-Za-z0-9-]+)(?:\|.*)?$/.exec(name) ?? [];
  const { codes } = elementsOf(version);
  const bound = binding !== undefined && Object.hasOwn(codes, binding) ? codes[binding] : undefined;
  return bound === undefined
    ? undefined
    : new Map(Object.entries(bound).map(([system, list]) => [system, new Set(list)]));
};

type Part = Required<Wanted>;

const composedOf = async (solving: Solving, compose: Members, part: Part): Promise<Concepts | Failure> => {
  const included = await allOf(solving, compose['include'], part);
  if (isFailure(included)) return included;
  const excluded = await allOf(solving, compose['exclude'], part);
  if (isFailure(excluded)) return excluded;
  const open = [...excluded.keys()].filter((system) => included.get(system) === 'all');
  const known = new Map(included);
  for (const system of open) {
    const hierarchy = await codeSystemOf(solving, { system, field: part.field });
    if (isFailure(hierarchy)) return hierarchy;
    if (hierarchy !== undefined) known.set(system, new Set(hierarchy.codes));
  }
  const left = difference(known, excluded);
  if (left === undefined)
    return unsupported(
      `The value set ${part.name} leaves codes out of ${open.join(', ')}, which is not in this feed.`,
      part.field,
    );
  return sizeOf(left) > mostCodes
    ? unsupported(`The value set ${part.name} has more than ${String(mostCodes)} codes.`, part.field)
    : left;
};

const allOf = async (solving: Solving, includes: unknown, part: Part): Promise<Concepts | Failure> => {
  const sets: Concepts[] = [];
  for (const include of Array.isArray(includes) ? includes.filter(isMembers) : []) {
    const set = await included(solving, include, part);
    if (isFailure(set)) return set;
    sets.push(set);
  }
  return union(sets);
};

/** "All the conditions have to be met": of the system, its concepts or filters, and of every value set. */
const included = async (solving: Solving, include: Members, part: Part): Promise<Concepts | Failure> => {
  const own = await ofSystem(solving, include, part);
  if (isFailure(own)) return own;
  let concepts = own;
  const names = Array.isArray(include['valueSet'])
    ? include['valueSet'].filter((name) => typeof name === 'string')
    : [];
  for (const name of names) {
    const set = await expand(solving, { ...part, name });
    if (isFailure(set)) return set;
    concepts = concepts === undefined ? set : intersection(concepts, set);
  }
  return concepts ?? noConcepts;
};

const ofSystem = async (solving: Solving, include: Members, part: Part): Promise<Concepts | undefined | Failure> => {
  const { system, concept, filter } = include;
  if (typeof system !== 'string') return undefined;
  if (Array.isArray(concept))
    return new Map([[system, new Set(concept.flatMap((one) => (isMembers(one) ? codeIn(one) : [])))]]);
  if (!Array.isArray(filter) || filter.length === 0) return new Map([[system, 'all']]);
  const hierarchy = await codeSystemOf(solving, { system, field: part.field });
  if (isFailure(hierarchy)) return hierarchy;
  if (hierarchy === undefined)
    return unsupported(`The value set ${part.name} filters ${system}, which is not in this feed.`, part.field);
  const codes = filtered(hierarchy, filter.filter(isMembers));
  return codes === undefined
    ? unsupported(`The value set ${part.name} has a filter that is not supported.`, part.field)
    : new Map([[system, codes]]);
};

const contained = (expansion: Members): Concepts => {
  const sets: Concepts[] = [];
  const rest: unknown[] = listed(expansion);
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (!isMembers(next)) continue;
    const { system, abstract } = next;
    if (typeof system === 'string' && abstract !== true) sets.push(new Map([[system, new Set(codeIn(next))]]));
    rest.push(...listed(next));
  }
  return union(sets);
};

const listed = ({ contains }: Members): unknown[] => (Array.isArray(contains) ? [...(contains as unknown[])] : []);

const codeIn = ({ code }: Members): readonly string[] => (typeof code === 'string' ? [code] : []);
