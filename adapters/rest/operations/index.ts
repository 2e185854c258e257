import type { Operation } from '../operation.ts';
import { consents } from './consents.ts';
import { diary } from './diary.ts';
import { documentOperations } from './documents.ts';
import { measurements } from './measurements.ts';
import { messages } from './messages.ts';
import { partners } from './partners.ts';
import { patients } from './patients.ts';
import { record } from './record.ts';
import { handIn } from './hand-in.ts';
import { labels } from './labels.ts';
import { letters } from './letters.ts';
import { library } from './library.ts';
import { users } from './users.ts';
import { webhooks } from './webhooks.ts';

/** All that the API does. */
export const operations: readonly Operation[] = [
  ...users,
  ...patients,
  ...measurements,
  ...record,
  ...labels,
  ...documentOperations,
  ...diary,
  ...library,
  ...messages,
  ...consents,
  ...partners,
  ...handIn,
  ...letters,
  ...webhooks,
];

/** What the parts of the API are called, in the order in which they are shown. */
export const tags: Readonly<Record<string, string>> = {
  Users: 'Who asks, and the patients whose records they may see.',
  Teams: 'The teams as which a token acts.',
  Measurements: 'What patients, their devices and teams measure.',
  Record: 'What organisations have put into the record.',
  Diary: 'What somebody wrote of their days.',
  Library: 'What is published for patients to read, and what of it they were given.',
  Messages: 'What patients and teams write to each other.',
  Documents: 'Letters and other documents, and their bytes.',
  Consents: 'With whom a record is shared.',
  Invitations: 'How patients come to register.',
  Appointments: 'Meetings of patients with services.',
  Feeds: 'What became of HL7 messages.',
  Letters: 'Letters that the team has sent, on their way to a screen or to paper.',
  Webhooks: 'Where events are sent.',
};
