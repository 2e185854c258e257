import type { Answer } from '../core/answer.ts';
import type { FhirRequest } from '../core/exchange.ts';
import type { Problem } from '../core/outcome.ts';
import { generateInvitationTokens, mostTokens } from './invitation-tokens.ts';
import type { Parts } from './parts.ts';
import { mostReceipts, readReceiptQuery } from './read-receipt-query.ts';
import { mostStatuses, statusQuery } from './status-query.ts';

/** A parameter of an operation, or a part of one, as its definition has it. STU3 §5.6 (OperationDefinition) */
export type OperationParameter = {
  readonly name: string;
  readonly min: number;
  readonly max: number | '*';
  readonly type?: string;
  readonly says: string;
  readonly parts?: readonly OperationParameter[];
};

/** An operation that is posted to a type. */
export type Operation = {
  readonly name: string;
  readonly on: string;
  readonly title: string;
  readonly says: string;
  readonly takes: OperationParameter;
  readonly gives: OperationParameter;
  readonly run: (parts: Parts, text: string, request: FhirRequest) => Promise<Answer | Problem>;
};

/** Requests are routed, and definitions and the CapabilityStatement written, from this table. Domain reference §7.3 */
export const operations: readonly Operation[] = [
  {
    name: 'status-query',
    on: 'Patient',
    title: 'Status query',
    says: 'Whether patients could read what is published to them: who is registered, and who has died.',
    takes: {
      name: 'patientIdentifier',
      min: 1,
      max: mostStatuses,
      type: 'string',
      says: 'A national number as system|value; another system refuses the whole request.',
    },
    gives: {
      name: 'patientStatus',
      min: 1,
      max: mostStatuses,
      says: 'One for each patientIdentifier, in the same order.',
      parts: [
        { name: 'patientIdentifier', min: 1, max: 1, type: 'string', says: 'As it was given.' },
        { name: 'deceased', min: 0, max: 1, type: 'boolean', says: 'Absent where the patient was not found.' },
        { name: 'registered', min: 0, max: 1, type: 'boolean', says: 'The patient can sign in.' },
        { name: 'dateOfBirth', min: 0, max: 1, type: 'date', says: 'Absent without access.' },
        { name: 'diagnostics', min: 0, max: 1, type: 'string', says: '“Not found”, or “No access”.' },
      ],
    },
    run: statusQuery,
  },
  {
    name: 'read-receipt-query',
    on: 'DocumentReference',
    title: 'Read receipt query',
    says: 'Which documents of the organisation its patients have opened.',
    takes: {
      name: 'documentIdentifier',
      min: 1,
      max: mostReceipts,
      type: 'string',
      says: 'The number under which the document was sent (TXA-12.1).',
    },
    gives: {
      name: 'readReceipt',
      min: 0,
      max: mostReceipts,
      says: 'One for each document that the organisation created; others are left out.',
      parts: [
        { name: 'documentIdentifier', min: 1, max: 1, type: 'string', says: 'As it was given.' },
        { name: 'read', min: 1, max: 1, type: 'boolean', says: 'The patient has opened it.' },
        { name: 'readAt', min: 0, max: 1, type: 'dateTime', says: 'When that was for the first time, by our clock.' },
      ],
    },
    run: readReceiptQuery,
  },
  {
    name: 'generate-invitation-tokens',
    on: 'Organization',
    title: 'Generate invitation tokens',
    says: 'Tokens with which patients register, to be printed on letters.',
    takes: {
      name: 'patientIdentifier',
      min: 1,
      max: mostTokens,
      type: 'string',
      says: 'A national number as system|value; another system refuses the whole request.',
    },
    gives: {
      name: 'patientTokens',
      min: 0,
      max: mostTokens,
      says: 'Without those who are not found, have died, are registered, are under 16 or of no known date of birth.',
      parts: [
        { name: 'patientIdentifier', min: 1, max: 1, type: 'string', says: 'As system|value.' },
        { name: 'token', min: 1, max: 1, type: 'string', says: 'It is in this answer and nowhere else.' },
        { name: 'code', min: 1, max: 1, type: 'string', says: 'Goes with the token.' },
        { name: 'expiry', min: 1, max: 1, type: 'dateTime', says: 'Until when both hold.' },
        { name: 'joinUrl', min: 1, max: 1, type: 'uri', says: 'The page on which both are used.' },
      ],
    },
    run: generateInvitationTokens,
  },
];

export const operationOn = (type: string, name: string): Operation | undefined =>
  operations.find((operation) => operation.on === type && operation.name === name);
