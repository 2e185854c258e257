import {
  getNamedType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
  type ValueNode,
} from 'graphql';

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

/** A kind that is known from the document, or the argument that names a FHIR type. */
type Found = string | { readonly type: ValueNode };

export const readingOf = (schema: GraphQLSchema): Reading => {
  const known = new WeakMap<DocumentNode, readonly Found[]>();
  return (document, variables) => {
    let found = known.get(document);
    if (found === undefined) known.set(document, (found = search(schema, document)));
    return [...new Set(found.map((kind) => (typeof kind === 'string' ? kind : fhirType(kind.type, variables))))];
  };
};

const search = (schema: GraphQLSchema, document: DocumentNode): readonly Found[] => {
  const found = new Map<string, Found>();
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: (node) => {
        const parent = types.getParentType();
        if (parent === null || parent === undefined || getNamedType(parent).name !== 'Patient') return;
        const name = node.name.value;
        if (name === 'id' || name === '__typename') return;
        const type =
          name === 'records' || name === 'record'
            ? node.arguments?.find((argument) => argument.name.value === 'type')?.value
            : undefined;
        if (type === undefined) found.set(name, kinds[name] ?? 'DEMOGRAPHICS');
        else found.set(`${name}/${JSON.stringify(type)}`, { type });
      },
    }),
  );
  return [...found.values()];
};

const fhirType = (type: ValueNode, variables: Readonly<Record<string, unknown>>): string => {
  const value = type.kind === 'Variable' ? variables[type.name.value] : 'value' in type ? type.value : undefined;
  return `FHIR:${typeof value === 'string' && /^[A-Za-z]{1,64}$/.test(value) ? value : 'unknown'}`;
};
