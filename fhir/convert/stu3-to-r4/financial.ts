import type { Row, TypeTable } from '../rows.ts';

const links = {
  careTeamLinkId: 'careTeamSequence',
  diagnosisLinkId: 'diagnosisSequence',
  procedureLinkId: 'procedureSequence',
  informationLinkId: 'informationSequence',
  service: 'productOrService',
};
const service: TypeTable = { rows: { service: 'productOrService' } };
const typedService: TypeTable = { ...service, lost: ['type'] };
/** "The fee for the product or service" of what the insurer added. */
const added = { service: 'productOrService', fee: 'unitPrice' };

/** R4 has one party that is responsible, a person or an organisation. */
const unless = (name: string): Row => ({ to: name, unless: name });

/** R4 gives these among other information. */
const periodOf = (code: string): Row => ({
  to: 'supportingInfo[+].timingPeriod',
  with: {
    category: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/claiminformationcategory', code }] },
  },
});
const periods = { employmentImpacted: periodOf('employmentimpacted'), hospitalization: periodOf('hospitalized') };

const sum = (code: string): Row => ({
  to: 'total[=].amount',
  with: { category: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/adjudication', code }] } },
});
const sums = { totalCost: sum('submitted'), unallocDeductable: sum('deductible'), totalBenefit: sum('benefit') };

const classOf = (code: string) => ({
  type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/coverage-class', code }] },
});
/** A code and its display are the value and the name of one class. */
const classes: Readonly<Record<string, Row>> = Object.fromEntries(
  ['group', 'subGroup', 'plan', 'subPlan', 'class', 'subClass'].flatMap((name): [string, Row][] => {
    const beside = classOf(name.toLowerCase());
    return [
      [name, { to: 'class[=].value', with: beside }],
      [`${name}Display`, { to: 'class[=].name', with: beside }],
    ];
  }),
);

export const financial: Readonly<Record<string, TypeTable>> = {
  Claim: { rows: { information: 'supportingInfo', ...periods, organization: unless('provider') } },
  'Claim.information': { to: 'Claim.supportingInfo' },
  'Claim.payee': { lost: ['resourceType'] },
  'Claim.item': { rows: links },
  'Claim.item.detail': service,
  'Claim.item.detail.subDetail': service,
  ClaimResponse: {
    rows: {
      ...sums,
      requestProvider: 'requestor',
      requestOrganization: { to: 'requestor', unless: 'requestProvider' },
      reserved: 'fundsReserve',
      form: 'formCode',
    },
  },
  'ClaimResponse.item': { rows: { sequenceLinkId: 'itemSequence' } },
  'ClaimResponse.item.detail': { rows: { sequenceLinkId: 'detailSequence' } },
  'ClaimResponse.item.detail.subDetail': { rows: { sequenceLinkId: 'subDetailSequence' } },
  'ClaimResponse.addItem': { rows: { ...added, sequenceLinkId: 'itemSequence' }, lost: ['revenue', 'category'] },
  'ClaimResponse.addItem.detail': { rows: added, lost: ['revenue', 'category'] },
  'ClaimResponse.error': {
    rows: {
      sequenceLinkId: 'itemSequence',
      detailSequenceLinkId: 'detailSequence',
      subdetailSequenceLinkId: 'subDetailSequence',
    },
  },
  'ClaimResponse.insurance': { lost: ['preAuthRef'] },
  Contract: {
    rows: { binding: 'legallyBinding' },
    lost: ['action', 'actionReason', 'decisionType', 'securityLabel', 'agent', 'valuedItem'],
  },
  'Contract.term': {
    rows: { securityLabel: 'securityLabel[+].classification', valuedItem: 'asset[0].valuedItem' },
    lost: ['action', 'actionReason', 'agent'],
  },
  'Contract.term.valuedItem': { to: 'Contract.term.asset.valuedItem' },
  Coverage: { rows: { grouping: '.', sequence: { to: 'class[=].value', with: classOf('sequence') } } },
  'Coverage.grouping': { rows: classes },
  EligibilityRequest: {
    to: 'CoverageEligibilityRequest',
    rows: {
      coverage: 'insurance[0].coverage',
      businessArrangement: 'insurance[0].businessArrangement',
      benefitCategory: 'item[0].category',
      organization: unless('provider'),
    },
    lost: ['benefitSubCategory'],
  },
  EligibilityResponse: {
    to: 'CoverageEligibilityResponse',
    rows: { requestProvider: 'requestor', requestOrganization: { to: 'requestor', unless: 'requestProvider' } },
    lost: ['inforce'],
  },
  'EligibilityResponse.insurance': { rows: { benefitBalance: 'item' }, lost: ['contract'] },
  'EligibilityResponse.insurance.benefitBalance': {
    to: 'CoverageEligibilityResponse.insurance.item',
    rows: { financial: 'benefit' },
    lost: ['subCategory'],
  },
  'EligibilityResponse.insurance.benefitBalance.financial': {
    to: 'CoverageEligibilityResponse.insurance.item.benefit',
  },
  EnrollmentRequest: { rows: { subject: 'candidate', organization: unless('provider') } },
  EnrollmentResponse: { rows: { requestOrganization: unless('requestProvider') } },
  ExplanationOfBenefit: {
    rows: {
      ...sums,
      information: 'supportingInfo',
      ...periods,
      form: 'formCode',
      organization: unless('provider'),
    },
  },
  'ExplanationOfBenefit.information': { to: 'ExplanationOfBenefit.supportingInfo' },
  'ExplanationOfBenefit.payee': { lost: ['resourceType'] },
  // STU3 has one insurance, and it is the one that is asked to pay.
  'ExplanationOfBenefit.insurance': { always: { focal: true } },
  'ExplanationOfBenefit.item': { rows: links },
  'ExplanationOfBenefit.item.detail': typedService,
  'ExplanationOfBenefit.item.detail.subDetail': typedService,
  'ExplanationOfBenefit.addItem': { rows: { ...added, sequenceLinkId: 'itemSequence' }, lost: ['revenue', 'category'] },
  'ExplanationOfBenefit.addItem.detail': { rows: added, lost: ['revenue', 'category'] },
  'ExplanationOfBenefit.benefitBalance': { lost: ['subCategory'] },
  PaymentNotice: { rows: { statusDate: 'paymentDate', target: 'recipient', organization: unless('provider') } },
  PaymentReconciliation: {
    rows: {
      organization: 'paymentIssuer',
      requestProvider: 'requestor',
      requestOrganization: { to: 'requestor', unless: 'requestProvider' },
      form: 'formCode',
      total: 'paymentAmount',
    },
  },
};
