import type { TypeTable } from '../rows.ts';

/**
 * Types that R4 has nothing like: a Basic says which type it was, and has the elements in extensions. "Basic is used for
 * handling concepts not yet defined in FHIR", R4 §2.27
 */
export const withoutForm: Readonly<Record<string, TypeTable>> = Object.fromEntries(
  [
    'DataElement',
    'DeviceComponent',
    'ExpansionProfile',
    'ImagingManifest',
    'ProcessRequest',
    'ProcessResponse',
    'ServiceDefinition',
  ].map((code): [string, TypeTable] => [
    code,
    { lost: 'all', always: { code: { coding: [{ system: 'http://hl7.org/fhir/resource-types', code }] } } },
  ]),
);
