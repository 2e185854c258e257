import { namesOf, type ElementRow, type Elements, type Named } from '../elements.ts';
import { codesCheck } from './codes.ts';
import { withoutContained } from './contained.ts';
import { extensionCheck } from './extension.ts';
import { listOf, listOfPrimitives, listOfSiblings, type Check } from './list.ts';
import { isMembers } from './members.ts';
import { membersCheck, type Property } from './members-check.ts';
import { primitiveCheck } from './primitives.ts';
import { referenceCheck } from './reference.ts';

/**
 * The check of any resource of a version, whatever type it says it is. The checks of types are put together from the
 * tables as closures, each when a resource first needs it. ADR 24
 */
export const resourceCheck = (elements: Elements): Check => {
  const checks = new Map<string, Check>();
  const primitives: ReadonlySet<string> = new Set(elements.primitives);
  const resources: ReadonlySet<string> = new Set(elements.resources);

  const resource: Check = (value, walk, owner) => {
    if (!isMembers(value)) {
      walk.error('structure', 'A resource must be a JSON object.');
      return;
    }
    const type = value['resourceType'];
    if (typeof type === 'string' && resources.has(type)) checkOf(type)(value, walk, owner);
    else walk.error('structure', 'resourceType must be the name of a resource type.', 'resourceType');
  };

  const checkOf = (type: string): Check => {
    let check = checks.get(type);
    if (check === undefined) {
      const members = membersCheck({ type, isResource: resources.has(type), ...propertiesOf(type) });
      checks.set(type, (check = type === 'Extension' ? extensionCheck(members) : members));
    }
    return check;
  };

  /** Types need each other, and some themselves: they are looked up when an element of them is first there. */
  const later = (type: string): Check => {
    let check: Check | undefined;
    return (value, walk, owner) => (check ??= checkOf(type))(value, walk, owner);
  };

  const propertiesOf = (type: string) => {
    const rows = elements.types[type];
    if (rows === undefined) throw new Error(`There is no FHIR type ${type}.`);
    const required = rows.filter(({ min = 0 }) => min > 0).map(({ n }) => n);
    const choices = rows.filter(({ c }) => c === 1).map(({ n }) => n);
    const properties = rows.flatMap((row) => {
      const bits = { element: row.n, required: bitOf(required, row.n), choice: bitOf(choices, row.n) };
      return namesOf(row).flatMap(({ name, type: of }) =>
        checksOf(row, { name, type: of }).map((own): [string, Property] => [own.name, { ...bits, ...own }]),
      );
    });
    return { properties: new Map(properties), required };
  };

  const checksOf = (row: ElementRow, { name, type }: Named): (Named & Pick<Property, 'check' | 'twin'>)[] => {
    const many = row.max !== undefined;
    const codes = codesCheck(elements, { row, type, name });
    if (!primitives.has(type)) {
      const one = complexCheck(row, type);
      const full = codes === undefined ? one : both(one, codes);
      return [{ name, type, check: many ? listOf(full) : full }];
    }
    const one = codes ?? primitiveCheck(name, type);
    const value = { name, type, check: many ? listOfPrimitives(name, one) : one };
    // What is an attribute in XML, and XHTML, is a bare value: it has no place for extensions.
    if (row.a === 1 || type === 'xhtml') return [value];
    const sibling = later('Element');
    return [value, { name: `_${name}`, twin: name, type, check: many ? listOfSiblings(name, sibling) : sibling }];
  };

  const complexCheck = (row: ElementRow, type: string): Check => {
    if (type === 'Resource') return row.n === 'contained' ? both(resource, withoutContained) : resource;
    const check = later(type);
    return type === 'Reference' && row.r !== undefined ? both(check, referenceCheck(row.r, resources)) : check;
  };

  return resource;
};

/** The types with the most have nine required elements and five choices: they fit into a number. */
const bitOf = (names: readonly string[], name: string): number => {
  const place = names.indexOf(name);
  if (place > 30) throw new Error('A type has more than 31 required elements, or choices.');
  return place < 0 ? 0 : 1 << place;
};

const both =
  (first: Check, second: Check): Check =>
  (value, walk, owner) => {
    first(value, walk, owner);
    second(value, walk, owner);
  };
