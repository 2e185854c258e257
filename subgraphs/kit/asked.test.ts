import { parse, type FieldNode, type FragmentDefinitionNode, type OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { namesBelow } from './asked.ts';

/** As an executor tells it of the operation's first field. */
const infoOf = (source: string): Parameters<typeof namesBelow>[0] => {
  const { definitions } = parse(source);
  const [operation, ...fragments] = definitions as [OperationDefinitionNode, ...FragmentDefinitionNode[]];
  return {
    fieldNodes: operation.selectionSet.selections as readonly FieldNode[],
    fragments: Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment])),
  };
};

describe('the names below a field', () => {
  it('are those of all its fields, at any depth, under their own names', () => {
    expect([...namesBelow(infoOf('{ a { b other: c { d } } }'))]).toEqual(['b', 'c', 'd']);
  });

  it('are found in fragments, though one leads to itself', () => {
    const source = `{ a { ... on T { b } ...F } } fragment F on T { c { ...F ...G } } fragment G on T { d }`;
    expect([...namesBelow(infoOf(source))]).toEqual(['b', 'c', 'd']);
  });

  it('are those of a field that is asked for twice, and none of a leaf', () => {
    expect([...namesBelow(infoOf('{ a { b } a { c } }'))]).toEqual(['b', 'c']);
    expect(namesBelow(infoOf('{ a }')).size).toBe(0);
  });

  it('are there, too, where a directive may leave them out', () => {
    expect([...namesBelow(infoOf('query ($x: Boolean!) { a { b @include(if: $x) } }'))]).toEqual(['b']);
  });
});
