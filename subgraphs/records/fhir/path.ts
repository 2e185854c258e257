import { elementsOf, type ElementRow, type Elements, type FhirVersion } from '../../../fhir/elements.ts';

/** One step from a node to others. Lists are walked element by element, wherever they turn up. */
export type Step =
  | { readonly property: string }
  | { readonly where: readonly [property: string, value: string] }
  | { readonly index: number }
  /** Leads to true or false: whether anything but false is there. */
  | { readonly exists: true };

/** Where an expression leads: the steps, what is found there, and for a coded primitive the name of its code list. */
export type Path = { readonly steps: readonly Step[]; readonly type: string; readonly binding?: string };

/** A place on the way: `choice` is an element whose type has not been chosen yet. */
type Place = { steps: readonly Step[]; type: string; binding?: string; choice?: ElementRow };

/**
 * Compiles the part of FHIRPath that search parameters use: paths, unions, `as`, `is`, `where(a='b')`, `[n]`, `exists()`
 * and `%resource`. Every choice of type becomes a path of its own, so that `value` leads to `valueQuantity` and others.
 *
 * @param base the type that the expression is on: a resource type or, for a part of a composite, any path
 * @throws Error where the expression is outside that part, or names an element that is not there
 */
export const pathsOf = (version: FhirVersion, base: string, expression: string): readonly Path[] =>
  expression.split(' | ').flatMap((branch) => {
    const tokens = branch.match(tokenForm) ?? [];
    if (tokens.join('') !== branch) throw new Error(`The expression ${branch} is not a path.`);
    const start: Place = { steps: [], type: base };
    return tokens
      .reduce<readonly Place[]>(
        (places, token) => places.flatMap((place) => follow(elementsOf(version), place, token)),
        [start],
      )
      .flatMap(chosen)
      .map(({ steps, type, binding }) => (binding === undefined ? { steps, type } : { steps, type, binding }));
  });

const tokenForm = /\$this|\.?(?:as|is)\(\w+\)|\.?where\(\w+='[^']*'\)|\.?exists\(\)|\[\d+\]|\.?\w+/g;

const follow = (elements: Elements, place: Place, token: string): readonly Place[] => {
  const call = /^\.?(\w+)\((\w*)(?:='([^']*)')?\)$/.exec(token);
  if (call !== null) return apply(place, { name: call[1] ?? '', argument: call[2] ?? '', value: call[3] ?? '' });
  if (token === '$this') return [place];
  if (token.startsWith('[')) return [{ ...place, steps: [...place.steps, { index: Number(token.slice(1, -1)) }] }];
  return chosen(place).flatMap((from) => enter(elements, from, token.replace('.', '')));
};

type Call = { readonly name: string; readonly argument: string; readonly value: string };

const apply = (place: Place, { name, argument, value }: Call): readonly Place[] => {
  switch (name) {
    case 'as':
      return asType(place, argument);
    case 'is':
      return asType(place, argument).map(({ steps }) => ({ steps: [...steps, { exists: true }], type: 'boolean' }));
    case 'where':
      return chosen(place).map((from) => ({ ...from, steps: [...from.steps, { where: [argument, value] }] }));
    case 'exists':
      return chosen(place).map(({ steps }) => ({ steps: [...steps, { exists: true }], type: 'boolean' }));
    default:
      throw new Error(`The function ${name} is not known in search expressions.`);
  }
};

/** A canonical is a kind of uri: `source as uri` means it too. */
const asType = (place: Place, type: string): readonly Place[] =>
  place.choice === undefined
    ? place.type === type || place.type === 'Resource'
      ? [{ ...place, type }]
      : []
    : chosen(place).filter((option) => option.type === type || (type === 'uri' && option.type === 'canonical'));

const enter = (elements: Elements, from: Place, name: string): readonly Place[] => {
  const element = elements.types[from.type]?.find(({ n }) => n === name);
  // One branch of a choice may well lack what another has (`effective.start` of a dateTime).
  if (element === undefined) return [];
  if (element.c === 1) return [{ steps: from.steps, type: from.type, choice: element }];
  const type = element.cr ?? element.t?.[0] ?? '';
  return [
    { steps: [...from.steps, { property: name }], type, ...(element.b === undefined ? {} : { binding: element.b }) },
  ];
};

/** Each type of a choice as a place of its own: `value` is `valueQuantity`, `valueString` and so on. */
const chosen = (place: Place): readonly Place[] => {
  const { choice } = place;
  if (choice === undefined) return [place];
  return (choice.t ?? []).map((type) => ({
    steps: [...place.steps, { property: `${choice.n}${type.charAt(0).toUpperCase()}${type.slice(1)}` }],
    type,
    ...(choice.b === undefined ? {} : { binding: choice.b }),
  }));
};

/** A path as text: the same for every parameter that looks at the same place. */
export const nameOfPath = ({ steps }: Path): string =>
  steps
    .map((step) => {
      if ('property' in step) return step.property;
      if ('where' in step) return `where(${step.where[0]}=${step.where[1]})`;
      return 'index' in step ? `[${String(step.index)}]` : 'exists()';
    })
    .join('.');
