import { buildSchema } from 'graphql';

/**
 * What can be subscribed to at `/graphql/stream`. It stands beside the federated graph and not in it: no slice serves a
 * subscription, and an event has ids alone. The kinds are those of the graph's `EventKind`, as a test sees to.
 */
const streamSdl = `
"An instant with its offset, as in RFC 3339."
scalar DateTime

"What happened. In a webhook the kinds are written 'document.read', 'patient.registered' and so on."
enum EventKind {
  AGGREGATION_ISSUE
  APPOINTMENT_CHANGED
  CONSENT_CHANGED
  DOCUMENT_READ
  LETTER_PRINT_REQUESTED
  MESSAGE_HELD
  MESSAGE_RELEASED
  PATIENT_REGISTERED
  QUESTIONNAIRE_ANSWERED
  QUESTIONNAIRE_REQUESTED
  WEBHOOK_TEST
}

"Something that happened, in ids; which there are follows from its kind."
type Event {
  id: ID!
  kind: EventKind!
  at: DateTime!
  organisationId: ID!
  patientId: ID
  "document.read, letter.print_requested"
  letterId: ID
  "document.read"
  documentId: ID
  "document.read, letter.print_requested: the sender's number"
  externalId: String
  "document.read"
  readAt: DateTime
  "patient.registered"
  registeredAt: DateTime
  "message.held, message.released"
  messageId: ID
  "message.held, message.released: MSH-10"
  controlId: String
  "message.released"
  outcome: String
  "consent.changed"
  teamId: ID
  "consent.changed: SET or ENDED"
  change: String
  "appointment.changed"
  appointmentId: ID
  "appointment.changed"
  version: Int
  "aggregation.issue"
  feed: String
  "aggregation.issue: type and id"
  resource: String
  "aggregation.issue"
  reason: String
  "letter.print_requested"
  printJobId: ID
  "questionnaire.requested, questionnaire.answered"
  requestId: ID
  "questionnaire.requested"
  questionnaireId: ID
  "questionnaire.answered"
  responseId: ID
}

type Query {
  "The schema of this endpoint is for subscriptions; all else is asked at /graphql."
  kinds: [EventKind!]!
}

type Subscription {
  "What happens from now on, or after the event that the header Last-Event-ID names, as far as the caller may hear of it."
  events(kinds: [EventKind!]): Event!
}
`;

export const streamSchema = buildSchema(streamSdl);
