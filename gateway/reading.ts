import { TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type GraphQLSchema, type ValueNode } from 'graphql';

/**
 * Which kinds of data an operation reads, in the words of the access log. Known before anything is fetched, so that the
 * log is written before anything is seen.
 */
export type Reading = (document: DocumentNode, variables: Readonly<Record<string, unknown>>) => readonly string[];

/** Fields of Patient whose kind has a name of its own; all others are demographics. */
const kinds: Readonly<Record<string, string | undefined>> = {
  observations: 'OBSERVATIONS',
  measurements: 'OBSERVATIONS',
  diary: 'DIARY',
  messages: 'MESSAGES',
  labReports: 'LAB_REPORTS',
  documents: 'DOCUMENTS',
  document: 'DOCUMENTS',
  documentPart: 'DOCUMENTS',
  documentBytes: 'DOCUMENTS',
  documentContent: 'DOCUMENTS',
  encounters: 'ENCOUNTERS',
  appointments: 'APPOINTMENTS',
  appointmentRecords: 'APPOINTMENTS',
  appointmentRecord: 'APPOINTMENTS',
  letters: 'LETTERS',
  questionnaireRequests: 'QUESTIONNAIRES',
  accessLog: 'ACCESS_LOG',
  permit: 'PERMIT',
};

/** A kind that is known from the document, or the arguments that name FHIR types. */
type Found = string | { readonly type?: ValueNode | undefined; readonly query?: ValueNode | undefined };

export const readingOf = (schema: GraphQLSchema): Reading => {
  const known = new WeakMap<DocumentNode, readonly Found[]>();
  return (document, variables) => {
    let found = known.get(document);
    if (found === undefined) known.set(document, (found = search(schema, document)));
    return [...new Set(found.flatMap((kind) => (typeof kind === 'string' ? kind : fhirTypes(kind, variables))))];
  };
};

const search = (schema: GraphQLSchema, document: DocumentNode): readonly Found[] => {
  const found = new Map<string, Found>();
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: (node) => {
        const parent = types.getParentType()?.name;
        const name = node.name.value;
        // Leave to act on many records at once is asked for at none of them.
        if (parent === 'Query' && name === 'permits') found.set(name, 'PERMIT');
        if (parent !== 'Patient') return;
        if (name === 'id' || name === '__typename') return;
        const given = (argument: string): ValueNode | undefined =>
          node.arguments?.find((one) => one.name.value === argument)?.value;
        const type = name === 'records' || name === 'record' ? given('type') : undefined;
        const query = name === 'records' || name === 'appointmentRecords' ? given('query') : undefined;
        if (type === undefined) found.set(name, kinds[name] ?? 'DEMOGRAPHICS');
        if (type !== undefined || query !== undefined)
          found.set(`${name}/${JSON.stringify([type, query])}`, { type, query });
      },
    }),
  );
  return [...found.values()];
};

const fhirTypes = (
  { type, query }: Exclude<Found, string>,
  variables: Readonly<Record<string, unknown>>,
): readonly string[] => [
  ...(type === undefined ? [] : [kindOf(textOf(type, variables) ?? 'unknown')]),
  ...(query === undefined ? [] : includedBy(textOf(query, variables) ?? '')),
];

/** What `_revinclude` brings along is named in it; what `_include` leads to shows only when it has been read. */
const includedBy = (query: string): readonly string[] =>
  [...new URLSearchParams(query)].flatMap(([name, value]) => {
    const [parameter] = name.split(':');
    if (parameter === '_revinclude') return value.split(',').map((one) => kindOf(one.split(':')[0] ?? ''));
    return parameter === '_include' ? value.split(',').map((one) => kindOf(one.split(':')[2] ?? 'INCLUDED')) : [];
  });

const kindOf = (type: string): string => `FHIR:${/^[A-Za-z]{1,64}$/.test(type) ? type : 'unknown'}`;

const textOf = (node: ValueNode, variables: Readonly<Record<string, unknown>>): string | undefined => {
  const value = node.kind === 'Variable' ? variables[node.name.value] : 'value' in node ? node.value : undefined;
  return typeof value === 'string' ? value : undefined;
};
