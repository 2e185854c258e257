import type { CapabilityStatementRestResourceSearchParam } from 'fhir/r4.js';

type SearchKind = CapabilityStatementRestResourceSearchParam['type'];

/** By whom the resources of a type name their patient, and what they are searched by besides: codes of each kind. */
type Row = { readonly patientParameter: 'subject' | 'patient' } & Partial<Record<SearchKind, string>>;

/** The types that come from customers' stores alone, or as lists; FHIR R4 search parameter registry. Domain reference §7.6 */
const rows: Readonly<Record<string, Row>> = {
  CarePlan: {
    patientParameter: 'subject',
    date: 'activity-date date',
    reference:
      'activity-reference based-on care-team condition encounter goal instantiates-canonical part-of performer replaces',
    token: 'activity-code category identifier intent status',
    uri: 'instantiates-uri',
  },
  CareTeam: {
    patientParameter: 'subject',
    date: 'date',
    reference: 'encounter participant',
    token: 'category identifier status',
  },
  ChargeItem: {
    patientParameter: 'subject',
    date: 'entered-date occurrence',
    number: 'factor-override',
    quantity: 'price-override quantity',
    reference: 'account context enterer performer-actor performing-organization requesting-organization service',
    token: 'code identifier performer-function',
  },
  Communication: {
    patientParameter: 'subject',
    date: 'received sent',
    reference: 'based-on encounter instantiates-canonical part-of recipient sender',
    token: 'category identifier medium status',
    uri: 'instantiates-uri',
  },
  Composition: {
    patientParameter: 'subject',
    date: 'date period',
    reference: 'attester author encounter entry related-ref',
    string: 'title',
    token: 'category confidentiality context identifier related-id section status type',
  },
  Consent: {
    patientParameter: 'patient',
    date: 'date period',
    reference: 'actor consentor data organization source-reference',
    token: 'action category identifier purpose scope security-label status',
  },
  Device: {
    patientParameter: 'patient',
    reference: 'location organization',
    string: 'device-name manufacturer model udi-carrier udi-di',
    token: 'identifier status type',
    uri: 'url',
  },
  DeviceRequest: {
    patientParameter: 'subject',
    date: 'authored-on event-date',
    reference: 'based-on device encounter instantiates-canonical insurance performer prior-request requester',
    token: 'code group-identifier identifier intent status',
    uri: 'instantiates-uri',
  },
  DeviceUseStatement: {
    patientParameter: 'subject',
    reference: 'device',
    token: 'identifier',
  },
  EpisodeOfCare: {
    patientParameter: 'patient',
    date: 'date',
    reference: 'care-manager condition incoming-referral organization',
    token: 'identifier status type',
  },
  Flag: {
    patientParameter: 'subject',
    date: 'date',
    reference: 'author encounter',
    token: 'identifier',
  },
  Immunization: {
    patientParameter: 'patient',
    date: 'date reaction-date',
    reference: 'location manufacturer performer reaction reason-reference',
    string: 'lot-number series',
    token: 'identifier reason-code status status-reason target-disease vaccine-code',
  },
  ImmunizationRecommendation: {
    patientParameter: 'patient',
    date: 'date',
    reference: 'information support',
    token: 'identifier status target-disease vaccine-type',
  },
  Invoice: {
    patientParameter: 'subject',
    date: 'date',
    quantity: 'totalgross totalnet',
    reference: 'account issuer participant recipient',
    token: 'identifier participant-role status type',
  },
  MedicationAdministration: {
    patientParameter: 'subject',
    date: 'effective-time',
    reference: 'context device medication performer request',
    token: 'code identifier reason-given reason-not-given status',
  },
  MedicationDispense: {
    patientParameter: 'subject',
    date: 'whenhandedover whenprepared',
    reference: 'context destination medication performer prescription receiver responsibleparty',
    token: 'code identifier status type',
  },
  MedicationRequest: {
    patientParameter: 'subject',
    date: 'authoredon date',
    reference: 'encounter intended-dispenser intended-performer medication requester',
    token: 'category code identifier intended-performertype intent priority status',
  },
  Procedure: {
    patientParameter: 'subject',
    date: 'date',
    reference: 'based-on encounter instantiates-canonical location part-of performer reason-reference',
    token: 'category code identifier reason-code status',
    uri: 'instantiates-uri',
  },
  QuestionnaireResponse: {
    patientParameter: 'subject',
    date: 'authored',
    reference: 'author based-on encounter part-of questionnaire source',
    token: 'identifier status',
  },
  ServiceRequest: {
    patientParameter: 'subject',
    date: 'authored occurrence',
    reference: 'based-on encounter instantiates-canonical performer replaces requester specimen',
    token: 'body-site category code identifier intent performer-type priority requisition status',
    uri: 'instantiates-uri',
  },
  Specimen: {
    patientParameter: 'subject',
    date: 'collected',
    reference: 'collector parent',
    token: 'accession bodysite container container-id identifier status type',
  },
};

/** What every type may be searched by besides its own. FHIR R4 §3.1.1.4 */
export const everywhere = {
  _id: 'token',
  _lastUpdated: 'date',
  _profile: 'uri',
  _security: 'token',
  _source: 'uri',
  _tag: 'token',
} as const satisfies Readonly<Record<string, SearchKind>>;

/** What an item of any type is searched by, beside its parameters. FHIR R4 §3.1.1.4.20, §3.1.3 */
export const ofAllRecords: readonly CapabilityStatementRestResourceSearchParam[] = [
  {
    name: '_text',
    type: 'string',
    documentation: 'Words of the narrative, with "and", "or", "not", brackets and quotes.',
  },
  { name: '_content', type: 'string', documentation: 'Words of all that the resource says, in the same way.' },
  {
    name: '_filter',
    type: 'string',
    documentation: 'FHIR’s filter expressions, over the parameters that are named here.',
  },
  { name: '_has', type: 'string', documentation: 'What is referred to by an item that a search finds.' },
];

const kinds = [
  'token',
  'reference',
  'date',
  'string',
  'number',
  'quantity',
  'uri',
  'composite',
] as const satisfies readonly SearchKind[];

type OtherRecord = Pick<Row, 'patientParameter'> & {
  readonly type: string;
  readonly search: Readonly<Record<string, SearchKind>>;
};

export const otherRecords: readonly OtherRecord[] = Object.entries(rows).map(([type, row]) => ({
  type,
  patientParameter: row.patientParameter,
  search: {
    ...everywhere,
    ...Object.fromEntries(
      kinds.flatMap((kind) =>
        (row[kind] ?? '')
          .split(' ')
          .filter(Boolean)
          .map((code) => [code, kind]),
      ),
    ),
  },
}));
