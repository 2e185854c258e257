import { describe, expect, it } from 'vitest';
import { convert } from './convert.ts';
import type { Members } from './value.ts';

const kept = (path: string): string => `http://hl7.org/fhir/3.0/StructureDefinition/extension-${path}`;
const organization = { reference: 'Organization/1' };
const practitioner = { reference: 'Practitioner/2' };
const period = { start: '2014-08-15', end: '2014-08-16' };
const achievement = (code: string) => ({
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/goal-achievement', code }],
});
const information = (code: string) => ({
  category: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/claiminformationcategory', code }] },
});

type Case = readonly [rule: string, type: string, stu3: Members, r4: Members];

/** As HL7 has rewritten its own examples of STU3 for R4, and as its maps between the two say. */
const cases: readonly Case[] = [
  [
    'whoever is responsible for a claim is its provider',
    'Claim',
    { use: 'proposed', organization },
    { use: 'preauthorization', provider: organization },
  ],
  [
    'and the organisation is kept where a provider is said, wherever it stands',
    'Claim',
    { organization, provider: practitioner },
    { provider: practitioner, extension: [{ url: kept('Claim.organization'), valueReference: organization }] },
  ],
  [
    'periods of a claim are supporting information',
    'Claim',
    { employmentImpacted: period, hospitalization: period },
    {
      supportingInfo: [
        { ...information('employmentimpacted'), timingPeriod: period },
        { ...information('hospitalized'), timingPeriod: period },
      ],
    },
  ],
  ['as those of an explanation', 'ExplanationOfBenefit', { organization }, { provider: organization }],
  ['who asked is one', 'ClaimResponse', { requestOrganization: organization }, { requestor: organization }],
  ['who asked is one', 'EligibilityResponse', { requestOrganization: organization }, { requestor: organization }],
  ['who asked is one', 'PaymentReconciliation', { requestOrganization: organization }, { requestor: organization }],
  ['who asked is one', 'EnrollmentResponse', { requestOrganization: organization }, { requestProvider: organization }],
  ['who asks is the provider', 'EligibilityRequest', { organization }, { provider: organization }],
  ['who asks is the provider', 'EnrollmentRequest', { organization }, { provider: organization }],
  ['who tells is the provider', 'PaymentNotice', { organization }, { provider: organization }],
  [
    'valued items of a term are those of its asset',
    'Contract',
    { term: [{ valuedItem: [{ identifier: { value: 'x' } }] }] },
    { term: [{ asset: [{ valuedItem: [{ identifier: { value: 'x' } }] }] }] },
  ],
  [
    'a description says what the event was, where no type does',
    'AdverseEvent',
    { description: 'Rash' },
    { event: { text: 'Rash' } },
  ],
  [
    'a goal that is achieved is completed, and says so',
    'Goal',
    { status: 'achieved' },
    { lifecycleStatus: 'completed', achievementStatus: achievement('achieved') },
  ],
  [
    'a goal to be sustained is active, and says so',
    'Goal',
    { status: 'sustaining' },
    { lifecycleStatus: 'active', achievementStatus: achievement('sustaining') },
  ],
  [
    'what was given keeps that it was, as in the maps of HL7',
    'Immunization',
    { status: 'completed', notGiven: false },
    { status: 'completed', extension: [{ url: kept('Immunization.notGiven'), valueBoolean: false }] },
  ],
  [
    'an expression has its own description',
    'PlanDefinition',
    { action: [{ condition: [{ kind: 'start', description: 'd', language: 'text/cql', expression: 'e' }] }] },
    {
      action: [{ condition: [{ expression: { description: 'd', language: 'text/cql', expression: 'e' } }] }],
    },
  ],
  [
    'an expression has its own description',
    'ActivityDefinition',
    { dynamicValue: [{ description: 'd', path: 'p', language: 'text/cql', expression: 'e' }] },
    { dynamicValue: [{ path: 'p', expression: { description: 'd', language: 'text/cql', expression: 'e' } }] },
  ],
  [
    'an expression has its own description',
    'RequestGroup',
    { action: [{ condition: [{ kind: 'start', description: 'd', language: 'text/cql', expression: 'e' }] }] },
    {
      action: [{ condition: [{ expression: { description: 'd', language: 'text/cql', expression: 'e' } }] }],
    },
  ],
  [
    'criteria of a measure are named in CQL, or a path',
    'Measure',
    {
      group: [{ population: [{ criteria: 'Numerator' }], stratifier: [{ path: 'Patient.gender' }] }],
      supplementalData: [{ criteria: 'Age' }],
    },
    {
      group: [
        {
          population: [{ criteria: { language: 'text/cql', expression: 'Numerator' } }],
          stratifier: [{ criteria: { language: 'text/fhirpath', expression: 'Patient.gender' } }],
        },
      ],
      supplementalData: [{ criteria: { language: 'text/cql', expression: 'Age' } }],
    },
  ],
  [
    'pages and packages are the definition of a guide',
    'ImplementationGuide',
    {
      package: [{ name: 'p', description: 'd' }],
      binary: ['http://example.org/guide.css'],
      page: { source: 'a.html', title: 'A', page: [{ source: 'b.html', title: 'B' }] },
    },
    {
      definition: {
        grouping: [{ name: 'p', description: 'd' }],
        page: { nameUrl: 'a.html', title: 'A', page: [{ nameUrl: 'b.html', title: 'B' }] },
      },
      manifest: { other: ['http://example.org/guide.css'] },
    },
  ],
  [
    'what STU3 has as a default is said',
    'ConceptMap',
    { group: [{ element: [{ target: [{ code: 'x' }, { code: 'y', equivalence: 'wider' }] }] }] },
    { group: [{ element: [{ target: [{ equivalence: 'equivalent' }, { equivalence: 'wider' }] }] }] },
  ],
  [
    'what STU3 has as a default is said',
    'TestScript',
    {
      fixture: [{}],
      metadata: { capability: [{ required: true }] },
      setup: { action: [{ operation: { description: 'o' } }, { assert: { description: 'a' } }] },
    },
    {
      fixture: [{ autocreate: false, autodelete: false }],
      metadata: { capability: [{ required: true, validated: false }] },
      setup: { action: [{ operation: { encodeRequestUrl: true } }, { assert: { warningOnly: false } }] },
    },
  ],
  [
    'a compartment of a graph is a requirement',
    'GraphDefinition',
    { link: [{ target: [{ compartment: [{ code: 'Patient', rule: 'identical' }] }] }] },
    { link: [{ target: [{ compartment: [{ use: 'requirement', code: 'Patient', rule: 'identical' }] }] }] },
  ],
  [
    'recommendations of one day and of one authority are theirs; others are kept',
    'ImmunizationRecommendation',
    {
      recommendation: [
        { date: '2015-02-09', protocol: { authority: organization } },
        { date: '2015-02-09', protocol: { authority: organization } },
        { date: '2015-02-10' },
      ],
    },
    {
      date: '2015-02-09',
      authority: organization,
      recommendation: [
        {},
        {},
        {
          extension: [{ url: kept('ImmunizationRecommendation.recommendation.date'), valueDateTime: '2015-02-10' }],
        },
      ],
    },
  ],
  ['what cannot be had is registered', 'ImagingStudy', { availability: 'OFFLINE' }, { status: 'registered' }],
  ['a status that nobody said is unknown', 'MedicationRequest', { intent: 'order' }, { status: 'unknown' }],
];

describe('of STU3 in R4', () => {
  it.each(cases)('%s: %s', (_rule, type, stu3, r4) => {
    expect(convert('STU3', { resourceType: type, ...stu3 }).resource).toMatchObject(r4);
  });
});

describe('what changes the meaning of the rest', () => {
  const modifiers: readonly Case[] = [
    ['a history that was not taken', 'FamilyMemberHistory', { notDone: true }, { valueBoolean: true }],
    ['a dispense that was not done', 'MedicationDispense', { notDone: true }, { valueBoolean: true }],
  ];
  it.each(modifiers)('cannot be passed over: %s', (_rule, type, stu3, value) => {
    const there = convert('STU3', { resourceType: type, ...stu3 }).resource;
    expect(there['modifierExtension']).toEqual([{ url: kept(`${type}.notDone`), ...value }]);
    expect(convert('R4', there).resource).toMatchObject(stu3);
  });

  it('cannot be passed over on the way back, and is as it was when it returns', () => {
    const enableWhen = [{ question: '1', operator: '!=', answerBoolean: true }];
    const item = [{ linkId: '2', type: 'group', enableWhen, enableBehavior: 'all' }];
    const cases: readonly [Members, readonly (string | number)[]][] = [
      [{ resourceType: 'MedicationRequest', status: 'active', intent: 'order', doNotPerform: true }, []],
      [{ resourceType: 'Questionnaire', status: 'active', item }, ['item', 0, 'enableWhen', 0]],
    ];
    for (const [r4, place] of cases) {
      const back = convert('R4', r4).resource;
      expect(back).toHaveProperty([...place, 'modifierExtension']);
      expect(convert('STU3', back).resource).toMatchObject(r4);
    }
  });
});

describe('two elements that become one', () => {
  it('are both there: what has no place is kept', () => {
    const related = [{ identifier: { value: 'a' }, ref: { reference: 'Observation/1', identifier: { value: 'b' } } }];
    const { resource, losses } = convert('STU3', { resourceType: 'DocumentReference', context: { related } });
    expect(resource).toMatchObject({
      context: {
        related: [
          {
            identifier: { value: 'a' },
            reference: 'Observation/1',
            extension: [{ url: kept('Reference.identifier'), valueIdentifier: { value: 'b' } }],
          },
        ],
      },
    });
    expect(losses.map(({ expression }) => expression)).toContain('DocumentReference.context.related[0].ref.identifier');
  });

  it('are both there on the way back', () => {
    const doseAndRate = [{ doseQuantity: { value: 1 } }, { doseQuantity: { value: 2 } }];
    const { resource } = convert('R4', { resourceType: 'MedicationRequest', dosageInstruction: [{ doseAndRate }] });
    expect(resource).toMatchObject({
      dosageInstruction: [
        {
          doseQuantity: { value: 1 },
          extension: [
            {
              url: 'http://hl7.org/fhir/4.0/StructureDefinition/extension-Dosage.doseAndRate.dose',
              valueQuantity: { value: 2 },
            },
          ],
        },
      ],
    });
  });

  it('are one of a choice, and the other is kept', () => {
    const finding = [{ itemCodeableConcept: { text: 'x' }, itemReference: { reference: 'Condition/1' } }];
    const { resource } = convert('R4', { resourceType: 'ClinicalImpression', finding });
    expect(resource).toMatchObject({ finding: [{ itemCodeableConcept: { text: 'x' }, extension: [{}] }] });
  });

  it('keep their type: a concept is no boolean, and a text no base64', () => {
    const substitution = { allowedCodeableConcept: { coding: [{ code: 'E' }] } };
    const medication = convert('R4', { resourceType: 'MedicationRequest', substitution }).resource;
    expect(medication).not.toHaveProperty('substitution.allowed');
    const entity = [{ detail: [{ type: 'x', valueString: 'abcd' }] }];
    expect(convert('R4', { resourceType: 'AuditEvent', entity }).resource).not.toHaveProperty(
      'entity[0].detail[0].value',
    );
  });
});
