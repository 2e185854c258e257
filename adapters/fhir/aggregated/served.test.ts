import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { SearchParameter } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { everywhere } from './other-records.ts';
import { reverseIncludesOf } from './reverse-includes.ts';
import { servedRecords } from './served.ts';

// HL7's own definitions of R4, where the development packages are installed.
const packages = new URL('../../../node_modules/hl7.fhir.r4.examples/', import.meta.url);

const definitions = (): readonly SearchParameter[] =>
  readdirSync(packages)
    .filter((file) => file.startsWith('SearchParameter-'))
    .map((file) => JSON.parse(readFileSync(new URL(file, packages), 'utf8').replace(/^\uFEFF/, '')) as SearchParameter)
    // Parameters over extensions, and the specification's own examples, belong to no base.
    .filter(({ id, expression }) => id !== 'example' && !/extension/i.test(expression ?? ''));

const kindsOf = (type: string): Record<string, string> =>
  Object.fromEntries(
    definitions()
      .filter(({ base }) => (base as readonly string[] | undefined)?.includes(type))
      .map(({ code, type: kind }) => [code, kind]),
  );

describe.skipIf(!existsSync(packages))('the table of what is served (needs hl7.fhir.r4.examples)', () => {
  it.each(servedRecords.map((served) => [served.type, served] as const))(
    'names every search parameter that R4 defines for %s, with its kind',
    (type, { search, patientParameter }) => {
      const own = Object.entries(search).filter(([name]) => !name.startsWith('_'));
      const patient = [
        [patientParameter, 'reference'],
        ['patient', 'reference'],
      ];
      expect(Object.fromEntries([...own, ...patient])).toEqual(kindsOf(type));
    },
  );

  it('names parameters of every resource with their kinds', () => {
    const known = kindsOf('Resource');
    const own = Object.fromEntries(Object.entries(known).filter(([name]) => Object.hasOwn(everywhere, name)));
    expect(own).toEqual(everywhere);
    for (const { search } of servedRecords) expect(search).toMatchObject(everywhere);
  });

  it.each(servedRecords.map(({ type }) => type))('names all that R4 lets refer to %s', (type) => {
    const referring = definitions()
      .filter(({ target }) => target?.some((one) => one === type))
      .flatMap(({ base, code }) => base.map((source: string) => `${source}:${code}`))
      .filter((include) => servedRecords.some((served) => include.startsWith(`${served.type}:`)));
    expect(reverseIncludesOf(type)).toEqual(referring.sort());
  });
});
