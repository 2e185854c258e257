import { seal, unseal, type KeyRing } from '../../kernel/seal.ts';
import { testKeys } from '../calls.ts';
import type { Expectation } from './expectation.ts';
import { compareLists, sliceLists, type View } from './lists.ts';
import type { Asker } from './wiring.ts';

// The slices asked directly, past the gateway and its shield: with the purview that the patients slice made for this very
// caller, and with others.

type Slice = keyof typeof sliceLists;
const names: readonly Slice[] = ['clinical', 'appointments', 'mail'];

export type Purviews = ReadonlyMap<string, string>;

/** The purviews that the caller is given, by patient. */
export const purviewsOf = async (asker: Asker, expected: Expectation): Promise<Purviews> => {
  const patients = expected.world.patients;
  const representations = patients.map(({ id }) => ({ __typename: 'Patient', id }));
  const { data } = await asker.slice('patients', entities('id purview'), { representations });
  const given = (data?.['_entities'] ?? []) as readonly ({ readonly purview: string | null } | null)[];
  return new Map(
    patients.flatMap(({ id }, nth) => {
      const purview = given[nth]?.purview ?? undefined;
      expected.agree('a purview is given', purview !== undefined, expected.reads(id), patients[nth]);
      return purview === undefined ? [] : [[id, purview] as const];
    }),
  );
};

/** With the caller's own purviews each slice shows what it may, through `_entities`. */
export const readEntities = async (asker: Asker, expected: Expectation, purviews: Purviews): Promise<void> => {
  const patients = expected.world.patients.filter(({ id }) => purviews.has(id));
  for (const slice of names) {
    const found = await entitiesOf(
      asker,
      slice,
      patients.map(({ id }) => ({ id, purview: purviews.get(id) })),
    );
    patients.forEach(({ id }, nth) => {
      compareLists(`_entities of ${slice}`, found[nth] ?? ({} as View), id, expected);
    });
  }
};

/** With anything else it shows nothing: none, another patient's, another caller's, a forged, an old, an altered one. */
export const forgeEntities = async (
  asker: Asker,
  expected: Expectation,
  purviews: Purviews,
  others: Purviews,
): Promise<void> => {
  for (const { id } of expected.world.patients) {
    const own = purviews.get(id);
    const another = [...purviews].find(([patient]) => patient !== id)?.[1];
    const theirs = others.get(id);
    const wrong: readonly (readonly [string, string | null | undefined])[] = [
      ['none', null],
      ['no purview at all', 'purview'],
      ['another patient’s', another],
      ['another caller’s', theirs],
      [
        'another caller’s under a key of one’s own',
        theirs && seal(foreignKeys, 'purview', unseal(testKeys, 'purview', theirs)),
      ],
      ['an expired one', own && resealed(own, { expires: expected.world.now.getTime() - 1 })],
      ['a widened one', own && altered(own, (purview) => ({ ...purview, expires: Number.MAX_SAFE_INTEGER }))],
      ['a principal’s seal', own && seal(testKeys, 'principal', unseal(testKeys, 'purview', own))],
    ];
    const given = wrong.filter(([, purview]) => purview !== undefined);
    for (const slice of names) {
      const found = await entitiesOf(
        asker,
        slice,
        given.map(([, purview]) => ({ id, purview })),
      );
      given.forEach(([what], nth) => {
        const shown = Object.values(found[nth] ?? {}).filter((list) => list !== null);
        expected.agree(`${slice} with ${what}`, shown, []);
      });
    }
  }
};

const foreignKeys: KeyRing = [{ id: testKeys[0].id, secret: Buffer.alloc(32, 8) }];

const resealed = (sealed: string, parts: object): string =>
  seal(testKeys, 'purview', { ...(unseal(testKeys, 'purview', sealed) as object), ...parts });

/** Another body under the signature of the first. */
const altered = (sealed: string, change: (purview: object) => object): string => {
  const [key, body = '', signature] = sealed.split('.');
  const purview = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
  return [key, Buffer.from(JSON.stringify(change(purview))).toString('base64url'), signature].join('.');
};

const entities = (fields: string): string =>
  `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Patient { ${fields} } } }`;

type Representation = { readonly id: string; readonly purview: string | null | undefined };

const entitiesOf = async (
  asker: Asker,
  slice: Slice,
  representations: readonly Representation[],
): Promise<readonly (View | null)[]> => {
  const { data, errors } = await asker.slice(slice, entities(sliceLists[slice]), {
    representations: representations.map((one) => ({ __typename: 'Patient', ...one })),
  });
  if (errors !== undefined) throw new Error(errors[0]?.message, { cause: errors[0] });
  return (data?.['_entities'] ?? []) as readonly (View | null)[];
};
