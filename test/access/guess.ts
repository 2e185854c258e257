import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isUnionType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';

/** Whom an attacker names, wherever a field of the graph takes a name. */
export type Target = {
  readonly patient: string;
  readonly item: string;
  readonly letter: string;
  readonly stranger: string;
};

export type Guess = {
  readonly field: string;
  readonly query: string;
  readonly variables: (of: Target) => Readonly<Record<string, unknown>>;
};

/** One operation for each root field that takes a patient's name, in input of the least that it has to be given. */
export const guessesIn = (sdl: string): readonly Guess[] => {
  const schema = buildSchema(sdl);
  return [schema.getQueryType(), schema.getMutationType()].flatMap((root) =>
    root === null || root === undefined ? [] : Object.values(root.getFields()).flatMap((field) => guessAt(root, field)),
  );
};

const guessAt = (root: GraphQLObjectType, field: GraphQLField<unknown, unknown>): readonly Guess[] => {
  const wanted = field.args.filter(({ type, name }) => isNonNullType(type) || isPatient(name, field.name));
  const variables = (of: Target) =>
    Object.fromEntries(wanted.map(({ name, type }) => [name, valueOf(type, `${field.name}.${name}`, of)]));
  const probe = { patient: 'PATIENT', item: 'ITEM', letter: 'LETTER', stranger: 'STRANGER' };
  if (!JSON.stringify(variables(probe)).includes('PATIENT')) return [];
  const declared = wanted.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const given = wanted.map(({ name }) => `${name}: $${name}`).join(', ');
  const query = `${root.name === 'Mutation' ? 'mutation' : 'query'} (${declared}) { ${field.name}(${given}) ${selection(field.type)} }`;
  return [{ field: field.name, query, variables }];
};

/** An argument `id` names a patient where the field is named after one. */
const isPatient = (name: string, field: string): boolean =>
  /patient/i.test(name) || (name === 'id' && field === 'patient');

const valueOf = (type: GraphQLInputType, path: string, of: Target): unknown => {
  if (isNonNullType(type)) return valueOf(type.ofType, path, of);
  if (isListType(type)) return [valueOf(type.ofType, path, of)];
  if (isInputObjectType(type))
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter(({ type: inner, name }) => isNonNullType(inner) || /patient/i.test(name))
        .map(({ name, type: inner }) => [name, valueOf(inner, `${path}.${name}`, of)]),
    );
  if (isEnumType(type)) return type.getValues()[0]?.name;
  const [field = '', name = ''] = [path.split('.')[0], path.split('.').at(-1)];
  if (type.name === 'ID') {
    if (isPatient(name, field)) return of.patient;
    if (/letter/i.test(name)) return of.letter;
    return /item|record|document|appointment|observation|report/i.test(name) ? of.item : of.stranger;
  }
  return sampleOf[type.name] ?? (/mail/i.test(name) ? 'somebody@example.org' : 'words');
};

const sampleOf: Readonly<Record<string, unknown>> = {
  Int: 1,
  Boolean: true,
  Date: '2026-01-01',
  DateTime: '2026-01-01T00:00:00Z',
};

/** All that tells something apart without knowing the type: its name, and the words of a refusal. */
const selection = (type: GraphQLOutputType): string => {
  const named = getNamedType(type);
  if (isScalarType(named) || isEnumType(named)) return '';
  const members = isUnionType(named) ? named.getTypes() : [];
  const refusal = members.some(({ name }) => name === 'Refusal') ? ' ... on Refusal { kind field message }' : '';
  const id = isObjectType(named) && 'id' in named.getFields() ? ' id' : '';
  return `{ __typename${id}${refusal} }`;
};
