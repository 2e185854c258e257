import { describe, expect, it } from 'vitest';
import { leavesOf } from '../../test/leaves.ts';
import type { FhirVersion } from '../elements.ts';
import { isError } from '../issue.ts';
import type { Slot } from '../layout.ts';
import { validate } from '../validate/validate.ts';
import { compilerOf, convert } from './convert.ts';
import { entriesOf } from './entries.ts';
import type { Members, Value } from './value.ts';

/** Of R4 what the Facade shows, and what stands in it. Domain reference §7.2 */
const facade = [
  'Appointment',
  'Binary',
  'Bundle',
  'Communication',
  'Consent',
  'DocumentReference',
  'Observation',
  'OperationOutcome',
  'Organization',
  'Parameters',
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'Provenance',
  'Questionnaire',
  'QuestionnaireResponse',
];

describe.each<FhirVersion>(['STU3', 'R4'])('of %s', (version) => {
  const compiler = compilerOf(version);
  const { types } = compiler.source;
  const resources = compiler.source.resources.filter((type) => version === 'STU3' || facade.includes(type));
  const isMeant = (type: string): boolean => {
    const [root = ''] = type.split('.');
    return version === 'STU3' || resources.includes(root) || dataTypes.includes(root);
  };

  it('every element of every type has a place, or is known to have none', () => {
    const gaps = Object.keys(types)
      .filter(isMeant)
      .flatMap((type) => {
        const to = compiler.typeName(type);
        if (compiler.target.types[to] !== undefined) return entriesOf(compiler, type, to).gaps;
        // The types without a form, and backbone elements that are kept as a whole.
        return resources.includes(type) ? entriesOf(compiler, type, 'Basic').gaps : [];
      });
    expect(gaps).toEqual([]);
  });

  it('no table speaks of a type or an element that is none', () => {
    const wrong = Object.entries(compiler.direction.types).flatMap(([type, table]) => {
      const rows = types[type];
      if (rows === undefined) return [type];
      const names = new Set([...rows.map(({ n }) => n), ...compiler.layoutFrom(type).slots.keys()]);
      const { rows: own = {}, lost = [] } = table ?? {};
      return [...Object.keys(own), ...(lost === 'all' ? [] : lost)]
        .filter((name) => !names.has(name))
        .map((name) => `${type}.${name}`);
    });
    expect(wrong).toEqual([]);
  });

  it('every element with a value of its own is found again, moved or kept and reported', () => {
    const faults: string[] = [];
    for (const type of resources.filter((name) => types[name] !== undefined && name !== 'Resource')) {
      for (const path of pathsOf(type))
        for (const value of valuesOf(path)) {
          const sample = sampleOf(path, value);
          const { resource, losses } = convert(version, { resourceType: type, ...sample });
          const name = `${type}.${path.map(({ slot }) => slot.name).join('.')} ${JSON.stringify(value)}`;
          const there = new Set(leavesOf(resource).map((leaf) => leaf.value));
          // A Bundle has no extensions to keep anything in.
          const isLeftOut = losses.some(({ diagnostics }) => diagnostics.includes('none for extensions'));
          if (!there.has(JSON.stringify(value)) && !isSaid(path) && !isLeftOut) faults.push(`${name} is gone`);
          if (JSON.stringify(resource).includes(compiler.direction.extensions) && losses.length === 0)
            faults.push(`${name} is kept without a word`);
          const [issue] = validate(compiler.direction.to, resource).filter(isError);
          if (issue !== undefined && !isWrong({ resourceType: type, ...sample }))
            faults.push(`${name}: ${issue.expression}: ${issue.diagnostics}`);
        }
    }
    expect(faults).toEqual([]);
  });

  type Step = { readonly owner: string; readonly slot: Slot };

  /** To every leaf of a type, through its backbone elements, and one level into data types. */
  const pathsOf = (type: string, before: readonly Step[] = []): readonly (readonly Step[])[] =>
    [...compiler.layoutFrom(type).slots.values()].flatMap((slot) => {
      if (['resource', 'xhtml', 'attribute'].includes(slot.form) || ['Extension', 'Narrative'].includes(slot.type))
        return [];
      if (before.some(({ owner }) => owner === slot.type)) return [];
      const path = [...before, { owner: type, slot }];
      if (slot.form === 'primitive') return [path];
      const isDeep = before.some((step) => !step.slot.type.includes('.'));
      return isDeep ? [] : pathsOf(slot.type, path);
    });

  const valuesOf = (path: readonly Step[]): readonly Value[] => {
    const last = path.at(-1);
    if (last === undefined) return [];
    const codes = compiler.codesOf('source', last.owner, last.slot);
    return codes === undefined ? [samples[last.slot.type] ?? 'marked'] : [...new Set(Object.values(codes).flat())];
  };

  const sampleOf = ([step, ...rest]: readonly Step[], value: Value): Members => {
    if (step === undefined) return {};
    const { name, many } = step.slot;
    const own = rest.length === 0 ? value : sampleOf(rest, value);
    return { [name]: many ? [own] : own };
  };

  /** Codes may have other names, and some elements are said by where others stand. */
  const isSaid = (path: readonly Step[]): boolean => ['code', 'boolean', 'oid'].includes(path.at(-1)?.slot.type ?? '');

  /** Some elements are not valid alone: a concept of a closed list has a code. */
  const isWrong = (resource: Members): boolean =>
    validate(version, resource).some(({ code, severity }) => severity === 'error' && code !== 'required');
});

const dataTypes =
  'Address Age Annotation Attachment CodeableConcept Coding ContactDetail ContactPoint Count Distance Dosage Duration Element HumanName Identifier Meta Money Narrative Period Quantity Range Ratio Reference SampledData Signature Timing'.split(
    ' ',
  );

const samples: Readonly<Record<string, Value>> = {
  boolean: true,
  integer: 17,
  positiveInt: 17,
  unsignedInt: 17,
  decimal: 17.25,
  date: '2017-04-19',
  dateTime: '2017-04-19',
  instant: '2017-04-19T10:11:12Z',
  time: '10:11:12',
  base64Binary: 'bWFya2Vk',
  uri: 'urn:marked',
  url: 'urn:marked',
  canonical: 'urn:marked',
  uuid: 'urn:uuid:c757873d-ec9a-4326-a141-556f43239520',
  oid: 'urn:oid:1.2.3',
};
