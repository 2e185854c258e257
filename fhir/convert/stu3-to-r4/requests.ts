import type { Constants } from '../value.ts';
import type { TypeTable } from '../rows.ts';

const definedBy = { definition: 'instantiatesCanonical', context: 'encounter' };
const requester: TypeTable = { rows: { agent: '.' }, lost: ['onBehalfOf'] };
const condition: TypeTable = { rows: { language: 'expression.language', description: 'expression.description' } };
const order: Constants = { intent: 'order' };

export const requests: Readonly<Record<string, TypeTable>> = {
  Appointment: { rows: { reason: 'reasonCode', indication: 'reasonReference', incomingReferral: 'basedOn' } },
  Communication: {
    rows: {
      ...definedBy,
      notDone: { says: { true: { status: 'not-done' }, false: {} } },
      notDoneReason: 'statusReason',
      topic: 'about',
    },
  },
  CommunicationRequest: { rows: { topic: 'about', context: 'encounter' } },
  'CommunicationRequest.requester': requester,
  DeviceRequest: { rows: definedBy },
  'DeviceRequest.requester': requester,
  DeviceUseStatement: { rows: { indication: 'reasonCode' }, lost: ['whenUsed'] },
  GuidanceResponse: {
    rows: {
      requestId: 'requestIdentifier.value',
      module: 'moduleCanonical',
      context: 'encounter',
      reasonCodeableConcept: 'reasonCode',
    },
  },
  NutritionOrder: { always: order },
  ProcedureRequest: { to: 'ServiceRequest', rows: definedBy },
  'ProcedureRequest.requester': requester,
  ReferralRequest: {
    to: 'ServiceRequest',
    rows: {
      ...definedBy,
      groupIdentifier: 'requisition',
      type: 'category',
      serviceRequested: 'code',
      specialty: 'performerType',
      recipient: 'performer',
      description: 'note[+].text',
    },
  },
  'ReferralRequest.requester': requester,
  RequestGroup: { rows: { ...definedBy, reasonCodeableConcept: 'reasonCode' } },
  'RequestGroup.action': { rows: { label: 'prefix' } },
  'RequestGroup.action.condition': condition,
  SupplyRequest: { rows: { orderedItem: '.', reasonCodeableConcept: 'reasonCode' } },
  'SupplyRequest.requester': requester,
  Task: {
    rows: {
      definitionUri: 'instantiatesUri',
      definitionReference: 'instantiatesCanonical',
      context: 'encounter',
      reason: 'reasonCode',
    },
  },
  'Task.requester': requester,
  VisionPrescription: { rows: { dispense: 'lensSpecification' }, lost: ['reason'] },
  'VisionPrescription.dispense': {
    to: 'VisionPrescription.lensSpecification',
    rows: { prism: 'prism[0].amount', base: 'prism[0].base' },
  },
};
