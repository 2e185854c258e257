import { notFound, type Failure } from '../../../kernel/failure.ts';
import type { FeedIdentifierInput } from '../documents.generated.ts';
import type { Identifier, Identifiers } from '../read/identifiers.ts';

export const toIdentifiers = ({ usable }: Identifiers): readonly FeedIdentifierInput[] => usable.map(toIdentifier);

/** Where each stands in the message, by its place in the graph's input. */
export const identifierPlaces = ({ usable }: Identifiers): readonly (readonly [field: string, path: string])[] => [
  ['identifiers', 'PID[1].3'],
  ...usable.flatMap(({ path }, index) => {
    const field = `identifiers[${index}]`;
    return [
      [field, path],
      [`${field}.value`, `${path}.1`],
      [`${field}.authority`, `${path}.4`],
      [`${field}.typeCode`, `${path}.5`],
      [`${field}.verification`, `${path}.5`],
    ] as const;
  }),
];

/** Numbers that cannot identify anybody. */
export const ignoredIdentifiers = ({ ignored }: Identifiers): readonly Failure[] =>
  ignored.map((path) => notFound('This number has no type (the fifth component), and was passed over.', path));

const toIdentifier = ({ value, authority, type, verification }: Identifier): FeedIdentifierInput => ({
  value,
  authority,
  typeCode: type,
  verification,
});
