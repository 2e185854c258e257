import type { CapabilityStatementRestResourceSearchParam } from 'fhir/r4.js';
import { everywhere } from './other-records.ts';

type SearchKind = CapabilityStatementRestResourceSearchParam['type'];

/** A type of the directory: what customers write that is about no patient. */
export type ListedType = {
  readonly type: string;
  readonly documentation: string;
  /** One of these has to be named in a search; none: the type is read only. Domain reference §7.6 */
  readonly naming: readonly CapabilityStatementRestResourceSearchParam[];
  /** What else it is searched by. FHIR R4 search parameter registry */
  readonly search: Readonly<Record<string, SearchKind>>;
  /** There are some of our own as well: organisations, teams, professionals. */
  readonly withOurs?: true;
};

const identifier = {
  name: 'identifier',
  type: 'token',
  documentation: 'Mandatory: `system|value`, several with commas.',
} as const;

const organization = {
  name: 'organization',
  type: 'reference',
  documentation:
    'Instead of identifier: `organization:Organization.identifier=system|value`; `organization:identifier` where it is named by that alone.',
} as const;

const ids = { name: '_id', type: 'token', documentation: 'Instead of identifier.' } as const;

const { _id: _, ...anyType } = everywhere;

export const listedTypes: readonly ListedType[] = [
  {
    type: 'Organization',
    documentation: 'Organisations and teams of ours, by public id and ODS code, and those that customers have written.',
    naming: [identifier, ids],
    search: {},
    withOurs: true,
  },
  {
    type: 'Practitioner',
    documentation:
      'Professionals of ours, by public id, and those that customers have written: names, numbers, qualifications.',
    naming: [identifier, ids],
    search: {},
    withOurs: true,
  },
  {
    type: 'HealthcareService',
    documentation: 'What customers have written; to everybody who may use this base.',
    naming: [identifier, organization, ids],
    search: {
      ...anyType,
      active: 'token',
      characteristic: 'token',
      'coverage-area': 'reference',
      endpoint: 'reference',
      location: 'reference',
      name: 'string',
      program: 'token',
      'service-category': 'token',
      'service-type': 'token',
      specialty: 'token',
    },
  },
  {
    type: 'ChargeItemDefinition',
    documentation: 'What customers have written; to everybody who may use this base.',
    naming: [identifier, ids],
    search: {
      ...anyType,
      context: 'token',
      'context-quantity': 'quantity',
      'context-type': 'token',
      'context-type-quantity': 'composite',
      'context-type-value': 'composite',
      date: 'date',
      description: 'string',
      effective: 'date',
      jurisdiction: 'token',
      publisher: 'string',
      status: 'token',
      title: 'string',
      url: 'uri',
      version: 'token',
    },
  },
  {
    type: 'Location',
    documentation: 'What customers have written, but for where somebody lives; to everybody who may use this base.',
    naming: [identifier, ids],
    search: {
      ...anyType,
      address: 'string',
      'address-city': 'string',
      'address-country': 'string',
      'address-postalcode': 'string',
      'address-state': 'string',
      'address-use': 'token',
      endpoint: 'reference',
      name: 'string',
      near: 'special',
      'operational-status': 'token',
      organization: 'reference',
      partof: 'reference',
      status: 'token',
      type: 'token',
    },
  },
  {
    type: 'Medication',
    documentation: 'What customers have written, and refer to; to everybody who may use this base.',
    naming: [],
    search: {},
  },
  {
    type: 'CodeSystem',
    documentation: 'Our own, privacy-label, and those that customers have written.',
    naming: [],
    search: {},
  },
];

export const listedType = (type: string): ListedType | undefined => listedTypes.find((one) => one.type === type);

/** What comes with a page of a type because it refers to it, as `_include` is written. FHIR R4 §3.1.1.5.4 */
export const listedIncludes = ({ type, naming, search }: ListedType): readonly string[] =>
  [...naming.filter((one) => one.type === 'reference').map(({ name }) => name), ...Object.keys(search)]
    .filter((name) => name === 'organization' || search[name] === 'reference')
    .map((name) => `${type}:${name}`)
    .sort();
