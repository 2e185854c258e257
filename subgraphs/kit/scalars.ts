import { GraphQLError, GraphQLScalarType, Kind, parse, type ScalarTypeDefinitionNode } from 'graphql';
import { Content } from '../../kernel/content.ts';

const text = (value: unknown, name: string): string => {
  if (typeof value !== 'string') throw new GraphQLError(`${name} is written as a string.`);
  return value;
};

const scalar = <Inner>(definition: {
  name: string;
  description: string;
  parse: (raw: string) => Inner;
  print: (value: unknown) => string;
}): GraphQLScalarType<Inner, string> =>
  new GraphQLScalarType<Inner, string>({
    name: definition.name,
    description: definition.description,
    serialize: definition.print,
    parseValue: (value) => definition.parse(text(value, definition.name)),
    parseLiteral: (node) => definition.parse(text(node.kind === Kind.STRING ? node.value : undefined, definition.name)),
  });

const instantForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** An instant with its offset, RFC 3339; milliseconds are kept. */
export const DateTime = scalar<Date>({
  name: 'DateTime',
  description: 'An instant with its offset, as in RFC 3339: `2026-03-29T10:15:00+01:00`.',
  parse: (raw) => {
    const at = new Date(raw);
    if (!instantForm.test(raw) || Number.isNaN(at.getTime()))
      throw new GraphQLError(`DateTime wants RFC 3339 with an offset.`);
    return at;
  },
  print: (value) => (value instanceof Date ? value.toISOString() : text(value, 'DateTime')),
});

const dateForm = /^\d{4}-\d{2}-\d{2}$/;

/** A day without time or zone, such as a date of birth; a string inside too. */
export const LocalDate = scalar<string>({
  name: 'Date',
  description: 'A day without time or zone: `1987-02-28`.',
  parse: (raw) => {
    const at = new Date(`${raw}T00:00:00Z`);
    if (!dateForm.test(raw) || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== raw)
      throw new GraphQLError(`Date wants a day that exists, as YYYY-MM-DD.`);
    return raw;
  },
  print: (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : text(value, 'Date')),
});

/** Read where it is used, which says what is wrong with it. Adapters in this process give the bytes themselves. */
export const Base64 = new GraphQLScalarType<string | Content, string>({
  ...scalar<string>({
    name: 'Base64',
    description: 'Bytes in Base64, with padding. RFC 4648 §4',
    parse: (raw) => raw,
    print: (value) => text(value, 'Base64'),
  }).toConfig(),
  parseValue: (value) => (value instanceof Content ? value : text(value, 'Base64')),
});

/** A sealed value that only our own slices can make or read; callers pass it on as it is. */
const sealed = (name: string, description: string): GraphQLScalarType<string, string> =>
  scalar<string>({ name, description, parse: (raw) => raw, print: (value) => text(value, name) });

export const PurviewScalar = sealed(
  'Purview',
  'What the caller may see of a patient; passed between slices, never to a client.',
);
// Directives on a scalar are read from its syntax node; @inaccessible keeps the type out of the public API.
PurviewScalar.astNode = parse('scalar Purview @inaccessible').definitions[0] as ScalarTypeDefinitionNode;

export const PlacementScalar = sealed(
  'Placement',
  'Leave to write into one patient’s record as one source, for a short time. Take it from the mutation that matched the patient and hand it on unchanged.',
);

export const AddresseeScalar = sealed(
  'Addressee',
  'For whom a message was sent, for a short time. Take it from `messageAddressee` and hand it on unchanged.',
);

export const PermitScalar = sealed(
  'Permit',
  'Leave to act on one patient’s record for a minute. Take it from `Patient.permit` and hand it on unchanged.',
);
