import { isFailure, type Failure } from '../../../kernel/failure.ts';
import { isMembers, type Members } from '../extract/convert.ts';
import { hierarchyOf, type Hierarchy } from '../search/hierarchy.ts';
import { escaped } from '../search/query.ts';
import { contentsOf } from './matching.store.ts';
import type { Solving } from './solving.ts';

/** A canonical, `url|version`, or a relative reference: `ValueSet/1`. */
type Named = { readonly type: 'ValueSet' | 'CodeSystem'; readonly name: string; readonly field: string };

/** A ValueSet or CodeSystem of the feed; of several versions the latest. Undefined where there is none. */
export const definitionOf = async (
  solving: Solving,
  { type, name, field }: Named,
): Promise<Members | undefined | Failure> => {
  const [, id] = /^(?:ValueSet|CodeSystem)\/([A-Za-z0-9\-.]{1,64})$/.exec(name) ?? [];
  const bar = name.lastIndexOf('|');
  const [url, version] = bar < 0 ? [name, undefined] : [name.slice(0, bar), name.slice(bar + 1)];
  const query =
    id === undefined
      ? { url: escaped(url), ...(version === undefined ? {} : { version: escaped(version) }) }
      : { _id: id };
  const found = await contentsOf(solving, type, { query, field });
  if (isFailure(found)) return found;
  const definitions = found.map(({ content }) => JSON.parse(content) as unknown).filter(isMembers);
  return definitions.sort((one, other) => versionOf(other).localeCompare(versionOf(one), 'en', { numeric: true }))[0];
};

const versionOf = ({ version }: Members): string => (typeof version === 'string' ? version : '');

/** The concepts of a CodeSystem of the feed. */
export const codeSystemOf = async (
  solving: Solving,
  { system, field }: { readonly system: string; readonly field: string },
): Promise<Hierarchy | undefined | Failure> => {
  const definition = await definitionOf(solving, { type: 'CodeSystem', name: system, field });
  return definition === undefined || isFailure(definition) ? definition : hierarchyOf(definition);
};
