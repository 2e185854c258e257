import { buildSchema, execute, GraphQLError, parse, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { located } from './located.ts';

/** An error as stitching makes it: its path knows no indexes. */
const fault = (message: string, path: (string | number)[]): GraphQLError =>
  new GraphQLError(message, { path, extensions: { code: 'NOT_FOUND' } });

type Resolvers = Readonly<Record<string, () => unknown>>;

const schemaOf = (things: unknown, thing: Resolvers = {}): GraphQLSchema => {
  const schema = buildSchema('type Query { things: [Thing] } type Thing { name: String, parts: [Thing] }');
  const resolve = (type: string, resolvers: Resolvers) => {
    const fields = schema.getType(type) as GraphQLObjectType;
    for (const [name, resolver] of Object.entries(resolvers))
      Object.assign(fields.getFields()[name] ?? {}, { resolve: resolver });
  };
  resolve('Query', { things: () => things });
  resolve('Thing', thing);
  return located(schema);
};
const run = async (schema: GraphQLSchema, source = '{ things { a: name } }') => {
  const { errors = [] } = await execute({ schema, document: parse(source) });
  return errors.map(({ message, path, locations, extensions }) => ({ message, path, locations, extensions }));
};

describe('an error', () => {
  it.each<readonly [string, () => unknown]>([
    ['that is a value', () => fault('gone', ['things', 'a'])],
    ['that comes later', () => Promise.resolve(fault('gone', ['things', 'a']))],
    [
      'that is thrown',
      () => {
        throw fault('gone', ['things', 'a']);
      },
    ],
    ['that is thrown later', () => Promise.reject(fault('gone', ['things', 'a']))],
    ['with a path from elsewhere', () => fault('gone', ['_entities', 0, 'name'])],
    ['of which there are several', () => new AggregateError([fault('gone', ['things', 'a']), fault('lost', [])])],
  ])('%s has its index, and its place in the document', async (_what, name) => {
    expect(await run(schemaOf([{}, {}], { name }))).toEqual(
      [0, 1].map((index) => ({
        message: 'gone',
        path: ['things', index, 'a'],
        locations: [{ line: 1, column: 12 }],
        extensions: { code: 'NOT_FOUND' },
      })),
    );
  });

  it('in the place of an item of a list has the index of that item', async () => {
    const things = [{ name: 'x' }, fault('gone', ['things']), { name: 'y' }];
    expect(await run(schemaOf(things))).toMatchObject([{ message: 'gone', path: ['things', 1] }]);
  });

  it('from below the field that it empties keeps the way down to it', async () => {
    const parts = () => fault('gone', ['things', 'parts', 3, 'name']);
    expect(await run(schemaOf([{}], { parts }), '{ things { parts { name } } }')).toMatchObject([
      { path: ['things', 0, 'parts', 3, 'name'] },
    ]);
  });

  it('stays what it is for whoever reads the log', async () => {
    const own = fault('gone', ['things', 'a']);
    const { errors } = await execute({
      schema: schemaOf([{}], { name: () => own }),
      document: parse('{ things { a: name } }'),
    });
    expect(errors?.[0]?.originalError).toBe(own);
  });
});

it('leaves resolvers the names by which stitching knows them', () => {
  const defaultMergedResolver = () => 'x';
  const thing = schemaOf([], { name: defaultMergedResolver }).getType('Thing') as GraphQLObjectType;
  const resolve = thing.getFields()['name']?.resolve;
  expect([resolve?.name, resolve === defaultMergedResolver]).toEqual(['defaultMergedResolver', false]);
});
